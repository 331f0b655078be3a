"""Trains a network on CIFAR-10 in PyTorch with the settings of the papers, to set Tombola beside.

    python train_cifar.py resnet-20 FOLDER --epochs 8 --threads 1
    python train_cifar.py conv-4 FOLDER

FOLDER holds the binary version (data_batch_1.bin ... test_batch.bin). 45,000 images train, 5,000
validate. Residual networks and VGG train as in open_lth: batches of 128, SGD with momentum 0.9 and
weight decay 1e-4, learning rate 0.1 divided by ten at a half and three quarters of the epochs,
Kaiming normal weights, flips and crops of 4 padded pixels; one line of JSON an epoch. Conv-2/4/6
train as in Frankle and Carbin 2019: batches of 60, Adam, Glorot normal weights, no augmentation; a
line every 300 iterations. Seconds are those of training, without evaluation.
"""

import argparse
import json
import pathlib
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy, pad

ROOT = pathlib.Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT / "nn/src/test/python"))
from networks import build  # noqa: E402

MEAN = torch.tensor([0.4914, 0.4822, 0.4465]).reshape(3, 1, 1)
DEVIATION = torch.tensor([0.2470, 0.2435, 0.2616]).reshape(3, 1, 1)
TRAIN = 45_000
PADDING = 4


def read(folder, *names):
    """Normalised images (N, 3, 32, 32) and labels."""
    records = np.concatenate([np.fromfile(folder / n, np.uint8).reshape(-1, 3073) for n in names])
    images = torch.tensor(records[:, 1:].reshape(-1, 3, 32, 32)) / 255
    return (images - MEAN) / DEVIATION, torch.tensor(records[:, 0].astype(np.int64))


def initialise(network, weights, gamma):
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            if weights == "kaiming":
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            else:
                nn.init.xavier_normal_(module.weight)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, nn.BatchNorm2d) and gamma == "uniform":
            nn.init.uniform_(module.weight)


class Augmentation:
    """Crops and flips of a whole batch in one indexing operation, black around the images."""

    def __init__(self, images):
        black = -MEAN / DEVIATION
        self.padded = pad(images - black, [PADDING] * 4) + black

    def __call__(self, chosen):
        count, side = len(chosen), torch.arange(32)
        row = torch.randint(2 * PADDING + 1, (count, 1)) + side
        flipped = torch.rand(count, 1) < 0.5
        column = torch.randint(2 * PADDING + 1, (count, 1)) + torch.where(flipped, 31 - side, side)
        crop = self.padded[chosen[:, None, None], :, row[:, :, None], column[:, None, :]]
        return crop.permute(0, 3, 1, 2)


@torch.no_grad()
def accuracy(network, images, labels, layout):
    network.eval()
    correct = 0
    for start in range(0, len(images), 1000):
        x = images[start : start + 1000].contiguous(memory_format=layout)
        correct += (network(x).argmax(1) == labels[start : start + 1000]).sum().item()
    network.train()
    return correct / len(images)


def main():
    parser = argparse.ArgumentParser(description="CIFAR-10 in PyTorch, a JSON line an epoch.")
    parser.add_argument("network")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=8, help="of residual networks and VGG")
    parser.add_argument("--iterations", type=int, help="to stop at; 6,000 for Conv-2/4/6")
    parser.add_argument("--gamma", choices=["one", "uniform"], default="one")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--channels-last", action="store_true", help="PyTorch's other layout")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    layout = torch.channels_last if options.channels_last else torch.contiguous_format
    conv = options.network.startswith("conv-")

    files = [f"data_batch_{i}.bin" for i in range(1, 6)]
    images, labels = read(options.folder, *files)
    test = read(options.folder, "test_batch.bin")
    order = torch.randperm(len(images))
    training, validation = order[:TRAIN], order[TRAIN:]

    batch = 60 if conv else 128
    epoch = TRAIN // batch
    report = 300 if conv else epoch
    end = options.iterations or (6000 if conv else options.epochs * epoch)
    network = build(options.network, (3, 32, 32), 10)
    initialise(network, "glorot" if conv else "kaiming", options.gamma)
    network.to(memory_format=layout)
    if conv:
        rate = 2e-4 if options.network == "conv-2" else 3e-4
        optimizer = torch.optim.Adam(network.parameters(), lr=rate)
        drops = []
        draw = images.__getitem__
    else:
        optimizer = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
        drops = [options.epochs * epoch // 2, options.epochs * epoch * 3 // 4]
        draw = Augmentation(images)
    schedule = torch.optim.lr_scheduler.MultiStepLR(optimizer, drops)

    seconds, total, losses = 0.0, 0.0, 0.0
    for iteration in range(end):
        began = time.perf_counter()
        if iteration % epoch == 0:
            training = training[torch.randperm(TRAIN)]
        chosen = training[iteration % epoch * batch :][:batch]
        x = draw(chosen).contiguous(memory_format=layout)
        optimizer.zero_grad()
        loss = cross_entropy(network(x), labels[chosen])
        loss.backward()
        optimizer.step()
        schedule.step()
        losses += loss.item()
        seconds += time.perf_counter() - began
        if (iteration + 1) % report == 0 or iteration + 1 == end:
            total += seconds
            line = {
                "iteration": iteration + 1,
                "train_loss": round(losses / (iteration % report + 1), 4),
                "validation_accuracy": accuracy(
                    network, images[validation], labels[validation], layout
                ),
                "test_accuracy": accuracy(network, *test, layout),
                "seconds": round(seconds, 2),
            }
            print(json.dumps(line), flush=True)
            seconds, losses = 0.0, 0.0
    print(json.dumps({"network": options.network, "total_seconds": round(total, 2)}))


main()
