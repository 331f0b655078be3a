"""Exchanges weights of a resnet-20 with PyTorch, both ways, and compares logits.

    pip install torch numpy safetensors
    python torch_exchange.py FOLDER java -jar lottery/target/lottery.jar

1. `export` writes weights, PyTorch loads them (strict) and computes logits, `predict` computes them.
2. PyTorch trains another network a little, so that its running statistics are its own, and saves
   it; `import` reads it; both compute logits. Also with weights in bfloat16.

Prints the largest difference relative to the largest logit, each time; fails above 1e-5.
"""

import pathlib
import subprocess
import sys

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn

FOLDER = pathlib.Path(sys.argv[1])
LOTTERY = sys.argv[2:]


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
            )

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + self.shortcut(x))


class ResNet20(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        inputs = 16
        for stage, outputs in enumerate((16, 32, 64), 1):
            blocks = []
            for block in range(3):
                blocks.append(Block(inputs, outputs, 2 if stage > 1 and block == 0 else 1))
                inputs = outputs
            setattr(self, f"layer{stage}", nn.Sequential(*blocks))
        self.linear = nn.Linear(64, 10)

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.layer3(self.layer2(self.layer1(y)))
        return self.linear(y.mean((2, 3)))


def lottery(*args):
    subprocess.run([*LOTTERY, *map(str, args)], check=True)


def compare(what, model, weights, x):
    save_file({"x": x}, FOLDER / "x.safetensors")
    lottery(
        *("predict", "resnet-20", "--weights", weights, "--set", "conv=direct"),
        *("--input", FOLDER / "x.safetensors", "--out", FOLDER / "logits.safetensors"),
    )
    model.eval()
    with torch.no_grad():
        expected = model(x)
    found = load_file(FOLDER / "logits.safetensors")["logits"]
    difference = ((found - expected).abs().max() / expected.abs().max()).item()
    print(f"{what}: logits of {tuple(expected.shape)} differ by {difference:.1e}")
    assert difference < 1e-5, what


FOLDER.mkdir(parents=True, exist_ok=True)
torch.manual_seed(0)
x = torch.randn(300, 3, 32, 32)

exported = FOLDER / "exported.safetensors"
lottery("export", "resnet-20", "--init-seed", 7, "--init", "kaiming-normal", "--out", exported)
model = ResNet20()
model.load_state_dict(load_file(exported), strict=True)
compare("written here, read by PyTorch", model, exported, x)

model = ResNet20()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
for _ in range(5):
    optimizer.zero_grad()
    F.cross_entropy(model(torch.randn(64, 3, 32, 32)), torch.randint(10, (64,))).backward()
    optimizer.step()
saved, imported = FOLDER / "saved.safetensors", FOLDER / "imported.safetensors"
save_file(model.state_dict(), saved)
lottery("import", "resnet-20", saved, "--out", imported)
compare("written by PyTorch, read here", model, imported, x)

half = {n: t.bfloat16() if t.is_floating_point() else t for n, t in model.state_dict().items()}
save_file(half, saved)
model.load_state_dict({n: t.float() for n, t in half.items()})
lottery("import", "resnet-20", saved, "--out", imported)
compare("the same in bfloat16", model, imported, x)
