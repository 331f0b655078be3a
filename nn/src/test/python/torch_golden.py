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

from formula import labels, uniform

OUT = pathlib.Path(__file__).parent.parent / "resources/org/tombola/nn/torch.safetensors"
STEPS = 10
SALT = 1_000_003
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


def build(widths):
    net = torch.nn.Sequential()
    for i in range(3):
        net.add_module(f"fc{i + 1}", torch.nn.Linear(widths[i], widths[i + 1]))
        if i < 2:
            net.add_module(f"relu{i + 1}", torch.nn.ReLU())
    net.double()
    for salt, p in enumerate(net.parameters()):
        scale = 2.0 ** -np.round(np.log2(p.shape[1]) / 2 - 1) if p.dim() == 2 else 2.0**-4
        p.data = torch.tensor(uniform(salt * SALT, p.numel()) * np.float64(scale)).reshape(p.shape)
    return net


def batch(step, n, inputs, classes):
    x = torch.tensor(uniform((100 + step) * SALT, n * inputs)).double().reshape(n, inputs)
    y = torch.tensor(labels((200 + step) * SALT, n, classes))
    return x, y


def kept(t):
    t = t.detach()
    return (t.flatten()[::61] if t.numel() > 2000 else t).contiguous()


out = {}
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
