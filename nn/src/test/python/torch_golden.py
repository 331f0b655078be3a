"""Writes ../resources/org/tombola/nn/torch.safetensors with PyTorch.

Two networks, 20-12-10-5 and 784-300-100-10, whose weights and batches come from a formula that
`Golden.java` repeats. Computed in double precision and rounded to float32 at the end. Of tensors
above 2,000 elements only every 61st is kept. Run once by hand; the tests only read the result:
    python torch_golden.py
"""

import pathlib

import numpy as np
import torch
from safetensors.torch import save_file

OUT = pathlib.Path(__file__).parent.parent / "resources/org/tombola/nn/torch.safetensors"
STEPS = 10
NETWORKS = {"small": ([20, 12, 10, 5], 17), "lenet": ([784, 300, 100, 10], 16)}
OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=1e-4),
    "nesterov": lambda p: torch.optim.SGD(
        p, lr=0.05, momentum=0.9, nesterov=True, weight_decay=1e-4
    ),
    "adam": lambda p: torch.optim.Adam(p, lr=1.2e-3),
    "adam-decay": lambda p: torch.optim.Adam(p, lr=1.2e-3, weight_decay=1e-2),
}


def mix(salt, count):
    """32 well mixed bits for each of 0 .. count."""
    x = np.arange(count, dtype=np.uint32) + np.uint32(salt * 1_000_003)
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        x = (x ^ (x >> np.uint32(shift))) * np.uint32(factor)
    return x ^ (x >> np.uint32(16))


def uniform(salt, count):
    """In [-1, 1), exact in float32."""
    return (mix(salt, count) >> np.uint32(8)).astype(np.float64) * 2.0**-23 - 1


def build(widths):
    net = torch.nn.Sequential()
    for i in range(3):
        net.add_module(f"fc{i + 1}", torch.nn.Linear(widths[i], widths[i + 1]))
        if i < 2:
            net.add_module(f"relu{i + 1}", torch.nn.ReLU())
    net.double()
    for salt, p in enumerate(net.parameters()):
        scale = 2.0 ** -np.round(np.log2(p.shape[1]) / 2 - 1) if p.dim() == 2 else 2.0**-4
        p.data = torch.tensor(uniform(salt, p.numel()) * scale).reshape(p.shape)
    return net


def batch(step, n, inputs, classes):
    x = torch.tensor(uniform(100 + step, n * inputs)).reshape(n, inputs)
    y = torch.tensor((mix(200 + step, n) % np.uint32(classes)).astype(np.int64))
    return x, y


def kept(t):
    t = t.detach()
    return (t.flatten()[::61] if t.numel() > 2000 else t).contiguous()


out = {}
with np.errstate(over="ignore"):
    for name, (widths, n) in NETWORKS.items():
        net = build(widths)
        x, y = batch(0, n, widths[0], widths[-1])
        logits = net(x)
        loss = torch.nn.functional.cross_entropy(logits, y)
        loss.backward()
        out[f"{name}/logits"] = logits.detach()
        out[f"{name}/loss"] = loss.detach()
        for parameter, p in net.named_parameters():
            out[f"{name}/gradient/{parameter}"] = kept(p.grad)
        for kind, make in OPTIMIZERS.items():
            net = build(widths)
            optimizer = make(net.parameters())
            for step in range(STEPS):
                x, y = batch(step, n, widths[0], widths[-1])
                optimizer.zero_grad()
                torch.nn.functional.cross_entropy(net(x), y).backward()
                optimizer.step()
            for parameter, p in net.named_parameters():
                out[f"{name}/{kind}/{parameter}"] = kept(p)

save_file({k: v.float() for k, v in out.items()}, OUT, metadata={"torch": torch.__version__})
