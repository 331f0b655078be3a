"""Shows that weights travel between Tombola and PyTorch, both ways.

    python exchange.py JAR [NETWORK ...]

JAR is the lottery's. From Tombola: `export` writes a state dictionary, PyTorch loads it, strict,
and `predict` gives the logits that PyTorch gives. From PyTorch: a random network, whose running
statistics have seen some batches, is saved, `import`ed and predicts the same; so does its copy in
bfloat16. All in evaluation mode, by direct convolution, relative to the norm of the logits; above
1e-5 is a failure.
"""

import pathlib
import subprocess
import sys
import tempfile

import torch
from safetensors.torch import load_file, save_file

ROOT = pathlib.Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT / "nn/src/test/python"))
from networks import build  # noqa: E402

IMAGES = {"lenet-5": ((1, 28, 28), 10)}
IMAGENET = {name: ((3, 224, 224), 1000) for name in ("resnet-18", "resnet-34", "resnet-50")}
DEFAULT = ["lenet-5", "conv-4", "vgg-11", "resnet-20", "resnet-20-a", "wrn-22-2", "resnet-18-cifar"]
DEFAULT += ["resnet-18", "resnet-50"]
LIMIT = 1e-5


def tombola(*arguments):
    command = ["java", "-jar", jar, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")


def compare(name, direction, network, x, weights):
    """Tombola's logits for x beside the network's."""
    save_file({"x": x}, folder / "x.safetensors")
    tombola("predict", name, "--weights", weights, "--input", folder / "x.safetensors",
            "--out", folder / "logits.safetensors", "--set", "conv=direct")  # fmt: skip
    found = load_file(folder / "logits.safetensors")["logits"]
    with torch.no_grad():
        expected = network.eval()(x)
    error = ((found - expected).norm() / expected.norm()).item()
    print(f"{name:16} {direction:12} relative error {error:.1e}", flush=True)
    return error <= LIMIT


def exchange(name):
    image, classes = (IMAGES | IMAGENET).get(name, ((3, 32, 32), 10))
    torch.manual_seed(0)
    x = torch.randn(5 if image[1] > 32 else 100, *image)

    exported = folder / "exported.safetensors"
    tombola("export", name, "--init-seed", 7, "--out", exported)
    network = build(name, image, classes)
    network.load_state_dict(load_file(exported), strict=True)
    there = compare(name, "to PyTorch", network, x, exported)

    network = build(name, image, classes).train()
    for _ in range(3):
        network(2 * torch.randn(5, *image) + 1)
    saved, imported = folder / "saved.safetensors", folder / "imported.safetensors"
    save_file(network.state_dict(), saved)
    tombola("import", name, saved, "--out", imported)
    back = compare(name, "from PyTorch", network, x, imported)

    half = {n: t.bfloat16() if t.is_floating_point() else t for n, t in network.state_dict().items()}
    save_file(half, saved)
    network.load_state_dict({n: t.float() for n, t in half.items()})
    tombola("import", name, saved, "--out", imported)
    return compare(name, "in bfloat16", network, x, imported) and back and there


jar = sys.argv[1]
with tempfile.TemporaryDirectory() as temporary:
    folder = pathlib.Path(temporary)
    if not all([exchange(name) for name in sys.argv[2:] or DEFAULT]):
        sys.exit(f"logits differ by more than {LIMIT}")
