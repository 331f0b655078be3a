"""Writes ../resources/org/tombola/nn/networks/*.safetensors: what PyTorch computes in float64.

Weights, statistics and images come from the formula that `NetworkGolden.java` repeats. A file has
of one network and batch, each tensor as `formula.sketch` keeps it:

    logits, loss                of a forward pass in training
    gradient/NAME               of the mean cross-entropy
    statistics/NAME             running means and variances after that pass
    evaluation                  logits with those statistics
    sgd/NAME, adam/NAME         small networks: the state after ten steps
    error/KEY                   the relative error of PyTorch's own float32 in each of these

The error is the larger one of two ways PyTorch computes, with oneDNN and without. A ReLU whose
input is nearly zero may open in float32 and not in float64, which moves every gradient before it by
up to a percent; so of sixteen batches, for deep networks more, that one is taken whose activations
keep clear of it most. Where residual blocks end scales are small, for a deep random network with
scales near one multiplies rounding errors.
Run by hand, some minutes; the tests only read the result:
    python golden_networks.py [NETWORK ...]
"""

import pathlib
import sys

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import nn
from torch.nn.functional import cross_entropy, unfold

from formula import labels, salt, sketch, uniform
from networks import build

OUT = pathlib.Path(__file__).parent.parent / "resources/org/tombola/nn/networks"
STEPS = 10
BATCHES = 16
DEEP = {"vgg-16": 48, "resnet-34": 32, "resnet-50": 32}
STEPPED = {"lenet-5-3x20x20", "conv-2-3x8x8", "resnet-8-3x16x16", "wrn-10-1-3x16x16"}
NETWORKS = [  # name, image, classes, batch
    ("lenet-5", (3, 20, 20), 7, 3),
    ("lenet-5", (1, 28, 28), 10, 4),
    ("conv-2", (3, 8, 8), 10, 4),
    ("conv-2", (3, 32, 32), 10, 3),
    ("conv-4", (3, 8, 8), 10, 3),
    ("conv-4", (3, 32, 32), 10, 4),
    ("conv-6", (3, 16, 16), 10, 4),
    ("conv-6", (3, 32, 32), 10, 3),
    ("vgg-11", (3, 32, 32), 10, 3),
    ("vgg-16", (3, 32, 32), 10, 4),
    ("resnet-8", (3, 16, 16), 10, 4),
    ("resnet-8", (3, 8, 8), 10, 33),
    ("resnet-8-a", (3, 16, 16), 10, 3),
    ("resnet-20", (3, 32, 32), 10, 4),
    ("resnet-20-a", (3, 32, 32), 10, 3),
    ("resnet-20-w2", (3, 32, 32), 10, 3),
    ("resnet-18", (3, 64, 64), 10, 3),
    ("resnet-18-cifar", (3, 16, 16), 10, 4),
    ("resnet-18-cifar", (3, 32, 32), 10, 3),
    ("resnet-34", (3, 64, 64), 10, 3),
    ("resnet-50", (3, 64, 64), 1000, 4),
    ("resnet-50-cifar", (3, 16, 16), 10, 5),
    ("wrn-10-1", (3, 16, 16), 10, 4),
    ("wrn-22-2", (3, 32, 32), 10, 3),
]
OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=1e-3, momentum=0.9, weight_decay=1e-4),
    "adam": lambda p: torch.optim.Adam(p, lr=1e-3, eps=1e-3),
}


class Golden:
    def __init__(self, name, image, classes, count):
        self.name, self.image, self.classes, self.count = name, image, classes, count
        self.key = f"{name}-{'x'.join(map(str, image))}" + ("-b33" if count > 32 else "")
        self.salt = max(range(DEEP.get(name, BATCHES)), key=self.margin)

    def network(self, dtype=torch.float64):
        """With the formula's weights, the same numbers in either type."""
        network = build(self.name, self.image, self.classes)
        for name, tensor in named_state(network):
            values = uniform(salt(name), tensor.numel())
            if name.endswith("running_var"):
                values = 1 + np.float32(0.5) * values
            elif name.endswith(("bias", "running_mean")):
                values = np.float32(0.1) * values
            elif name.endswith(("bn2.weight", "bn3.weight")):
                values = np.float32(0.25) + np.float32(0.0625) * values
            elif tensor.dim() == 1:
                values = 1 + np.float32(0.25) * values
            else:
                values = np.float32(np.sqrt(6 / (tensor.numel() / tensor.shape[0]))) * values
            tensor.data = torch.tensor(values).reshape(tensor.shape)
        return network.to(dtype).train()

    def batch(self, step=0, chosen=None):
        chosen = self.salt if chosen is None else chosen
        count = self.count * int(np.prod(self.image))
        x = np.float32(np.sqrt(3)) * uniform(salt(f"images/{chosen}/{step}"), count)
        y = labels(salt(f"labels/{chosen}/{step}"), self.count, self.classes)
        return torch.tensor(x).reshape(self.count, *self.image), torch.tensor(y)

    def loss(self, network, step=0, chosen=None):
        x, y = self.batch(step, chosen)
        logits = network(x.to(next(network.parameters()).dtype))
        return logits, cross_entropy(logits, y)

    def margin(self, chosen):
        """How near an activation comes to where its gradient jumps, in float32 errors: the smallest
        distance in a channel over the root mean square of PyTorch's error there. Of the pass, or of
        every training step."""
        nearest = []
        stepped = self.key in STEPPED
        for make in OPTIMIZERS.values() if stepped else [OPTIMIZERS["sgd"]]:
            networks = self.network(), self.network(torch.float32)
            optimizers = [make(network.parameters()) for network in networks]
            for step in range(STEPS if stepped else 1):
                pairs = zip(*(self.jumps(n, step, chosen) for n in networks), strict=True)
                for (distance, z), (_, rounded) in pairs:
                    channel = (0, 2, 3) if z.dim() == 4 else (0, 1)
                    error = (rounded - z).square().mean(channel).sqrt().clamp_min(1e-12)
                    nearest.append((distance.amin(channel) / error).min().item())
                for optimizer in optimizers if stepped else ():
                    optimizer.step()
        return min(nearest)

    def jumps(self, network, step, chosen):
        """For the input z of every ReLU and maximum the distances to a jump, and z; leaves the
        gradients behind."""
        found = []

        def relu(module, inputs):
            z = inputs[0].detach()
            found.append((z.abs(), z))

        def pool(module, inputs):
            z = inputs[0].detach()
            windows = unfold(z, module.kernel_size, 1, module.padding, module.stride)
            windows = windows.reshape(*z.shape[:2], -1, windows.shape[-1], 1)
            first, second = windows.topk(2, dim=2).values.unbind(2)
            found.append((torch.where(first > 0, first - second, torch.inf), z))

        hooks = {nn.ReLU: relu, nn.MaxPool2d: pool}
        handles = [
            module.register_forward_pre_hook(hooks[type(module)])
            for module in network.modules()
            if type(module) in hooks
        ]
        network.zero_grad()
        self.loss(network, step, chosen)[1].backward()
        for handle in handles:
            handle.remove()
        return found

    def results(self, dtype):
        """Every tensor of the file, whole."""
        found = {}
        network = self.network(dtype)
        logits, loss = self.loss(network)
        loss.backward()
        found["logits"], found["loss"] = logits, loss
        for name, parameter in network.named_parameters():
            found["gradient/" + name] = parameter.grad
        for name, buffer in named_state(network):
            if not isinstance(buffer, nn.Parameter):
                found["statistics/" + name] = buffer
        found["evaluation"] = self.loss(network.eval())[0]
        for kind, make in OPTIMIZERS.items() if self.key in STEPPED else ():
            network = self.network(dtype)
            optimizer = make(network.parameters())
            for step in range(STEPS):
                optimizer.zero_grad()
                self.loss(network, step)[1].backward()
                optimizer.step()
            for name, tensor in named_state(network):
                found[f"{kind}/{name}"] = tensor
        return {key: sketch(t.detach().double().numpy()) for key, t in found.items()}

    def write(self):
        exact = self.results(torch.float64)
        plain = self.results(torch.float32)
        with torch.backends.mkldnn.flags(enabled=False):
            other = self.results(torch.float32)
        gradients = [norm(s) for key, s in exact.items() if key.startswith("gradient/")]
        floor = 1e-6 * np.linalg.norm(gradients)
        errors = {}
        for key, values in exact.items():
            size = max(norm(values), floor if key.startswith("gradient/") else 0)
            difference = max(np.linalg.norm(found[key] - values) for found in (plain, other))
            errors["error/" + key] = np.array(difference / size)
        metadata = {
            "network": self.name,
            "image": " ".join(map(str, self.image)),
            "classes": str(self.classes),
            "batch": str(self.count),
            "salt": str(self.salt),
            "torch": torch.__version__,
        }
        tensors = {k: np.ascontiguousarray(v, np.float32) for k, v in (exact | errors).items()}
        save_file(tensors, OUT / (self.key + ".safetensors"), metadata)
        for kind in ("logits", "gradient/", "statistics/", "evaluation", "sgd/", "adam/"):
            worst = [e for k, e in errors.items() if k.startswith("error/" + kind)]
            print(f"{self.key:24} {kind:12} {max(worst, default=0):.1e}", flush=True)
        print(f"{self.key:24} margin {self.margin(self.salt):.1f} of batch {self.salt}", flush=True)


def named_state(network):
    for name, tensor in network.state_dict(keep_vars=True).items():
        if not name.endswith("num_batches_tracked"):
            yield name, tensor


def norm(kept):
    """Of the tensor that was sketched."""
    return kept[-1] if kept.size == 65 else np.linalg.norm(kept)


torch.set_num_threads(1)
OUT.mkdir(parents=True, exist_ok=True)
for network in NETWORKS:
    if len(sys.argv) == 1 or network[0] in sys.argv[1:]:
        Golden(*network).write()
