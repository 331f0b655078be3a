"""The networks of Tombola in PyTorch, under the same names: `build("resnet-20", (3, 32, 32), 10)`.

State dictionaries have the names of torchvision for resnet-18/34/50, and of the common CIFAR
implementations for the others.
"""

import math
import re
from collections import OrderedDict

from torch import nn
from torch.nn import functional

VGG = {
    11: (64, "M", 128, "M", 256, 256, "M", 512, 512, "M", 512, 512),
    13: (64, 64, "M", 128, 128, "M", 256, 256, "M", 512, 512, "M", 512, 512),
    16: (64, 64, "M", 128, 128, "M", *[256] * 3, "M", *[512] * 3, "M", *[512] * 3),
    19: (64, 64, "M", 128, 128, "M", *[256] * 4, "M", *[512] * 4, "M", *[512] * 4),
}


def conv(inputs, outputs, size, stride=1):
    return nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False)


def named(**layers):
    """One layer after the other."""
    return nn.Sequential(OrderedDict(layers))


class Mean(nn.Module):
    def forward(self, x):
        return x.mean((2, 3))


def lenet5(image, classes):
    features = 16 * math.prod((side // 2 - 4) // 2 for side in image[1:])
    return named(
        conv1=nn.Conv2d(image[0], 6, 5, padding=2),
        relu1=nn.ReLU(),
        pool1=nn.MaxPool2d(2),
        conv2=nn.Conv2d(6, 16, 5),
        relu2=nn.ReLU(),
        pool2=nn.MaxPool2d(2),
        flatten=nn.Flatten(),
        **perceptron(features, 120, 84, classes),
    )


def perceptron(inputs, hidden1, hidden2, classes):
    return {
        "fc1": nn.Linear(inputs, hidden1),
        "relu_fc1": nn.ReLU(),
        "fc2": nn.Linear(hidden1, hidden2),
        "relu_fc2": nn.ReLU(),
        "fc3": nn.Linear(hidden2, classes),
    }


def conv_net(depth, image, classes):
    """Conv-2/4/6 of the lottery ticket paper: pairs of 3x3 convolutions, each pair pooled."""
    layers, inputs = {}, image[0]
    for i in range(1, depth + 1):
        outputs = 64 << (i - 1) // 2
        layers[f"conv{i}"] = nn.Conv2d(inputs, outputs, 3, padding=1)
        layers[f"relu{i}"] = nn.ReLU()
        if i % 2 == 0:
            layers[f"pool{i}"] = nn.MaxPool2d(2)
        inputs = outputs
    features = inputs * math.prod(side >> depth // 2 for side in image[1:])
    return named(**layers, flatten=nn.Flatten(), **perceptron(features, 256, 256, classes))


def vgg(depth, image, classes):
    """3x3 convolutions with BatchNorm; a mean in place of the fifth pooling."""
    layers, inputs = [], image[0]
    for outputs in VGG[depth]:
        if outputs == "M":
            layers += [nn.MaxPool2d(2)]
        else:
            layers += [conv(inputs, outputs, 3), nn.BatchNorm2d(outputs), nn.ReLU()]
            inputs = outputs
    return named(
        features=nn.Sequential(*layers), mean=Mean(), classifier=nn.Linear(inputs, classes)
    )


class PadShortcut(nn.Module):
    """Option A of the ResNet paper: every second pixel, zeros for the new channels."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.stride, self.added = stride, outputs - inputs

    def forward(self, x):
        x = x[:, :, :: self.stride, :: self.stride]
        return functional.pad(x, (0, 0, 0, 0, self.added // 2, self.added - self.added // 2))


def projection(inputs, outputs, stride):
    """Option B."""
    return nn.Sequential(conv(inputs, outputs, 1, stride), nn.BatchNorm2d(outputs))


class Residual(nn.Module):
    """Convolutions with BatchNorm and a shortcut around them; subclasses list the convolutions."""

    expansion = 1

    def __init__(self, inputs, width, stride, name="downsample", change=projection):
        super().__init__()
        outputs = width * self.expansion
        self.convolutions = self.layers(inputs, width, stride)
        for i, convolution in enumerate(self.convolutions, 1):
            self.add_module(f"conv{i}", convolution)
            self.add_module(f"bn{i}", nn.BatchNorm2d(convolution.out_channels))
        self.relu = nn.ReLU()
        same = stride == 1 and inputs == outputs
        self.add_module(name, nn.Sequential() if same else change(inputs, outputs, stride))
        self.name = name

    def forward(self, x):
        out = x
        for i, convolution in enumerate(self.convolutions, 1):
            out = self.get_submodule(f"bn{i}")(convolution(out))
            out = out + self.get_submodule(self.name)(x) if i == len(self.convolutions) else out
            out = self.relu(out)
        return out


class Basic(Residual):
    @staticmethod
    def layers(inputs, width, stride):
        return [conv(inputs, width, 3, stride), conv(width, width, 3)]


class Bottleneck(Residual):
    """The stride is in the middle, as in torchvision."""

    expansion = 4

    @staticmethod
    def layers(inputs, width, stride):
        return [conv(inputs, width, 1), conv(width, width, 3, stride), conv(width, 4 * width, 1)]


class PreActivation(nn.Module):
    """The block of Wide ResNets."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(inputs)
        self.conv1 = conv(inputs, outputs, 3, stride)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.conv2 = conv(outputs, outputs, 3)
        self.convShortcut = None if inputs == outputs else conv(inputs, outputs, 1, stride)
        self.relu = nn.ReLU()

    def forward(self, x):
        active = self.relu(self.bn1(x))
        out = self.conv2(self.relu(self.bn2(self.conv1(active))))
        return out + (self.convShortcut(active) if self.convShortcut else x)


def stages(block, inputs, widths, counts):
    """One Sequential a stage; the first block of every stage but the first halves the image."""
    for i, (width, count) in enumerate(zip(widths, counts)):
        layers = []
        for j in range(count):
            layers.append(block(inputs, width, 2 if i > 0 and j == 0 else 1))
            inputs = width * getattr(block, "expansion", 1)
        yield nn.Sequential(*layers)


def cifar_resnet(depth, option_a, factor, image, classes):
    def block(*sizes):
        return Basic(*sizes, "shortcut", PadShortcut if option_a else projection)

    width = 16 * factor
    layer1, layer2, layer3 = stages(
        block, width, (width, 2 * width, 4 * width), [(depth - 2) // 6] * 3
    )
    return named(
        conv1=conv(image[0], width, 3),
        bn1=nn.BatchNorm2d(width),
        relu=nn.ReLU(),
        layer1=layer1,
        layer2=layer2,
        layer3=layer3,
        mean=Mean(),
        linear=nn.Linear(4 * width, classes),
    )


def image_resnet(depth, small, image, classes):
    block = Bottleneck if depth == 50 else Basic
    counts = (2, 2, 2, 2) if depth == 18 else (3, 4, 6, 3)
    layer1, layer2, layer3, layer4 = stages(block, 64, (64, 128, 256, 512), counts)
    return named(
        conv1=conv(image[0], 64, 3) if small else conv(image[0], 64, 7, 2),
        bn1=nn.BatchNorm2d(64),
        relu=nn.ReLU(),
        maxpool=nn.Identity() if small else nn.MaxPool2d(3, 2, 1),
        layer1=layer1,
        layer2=layer2,
        layer3=layer3,
        layer4=layer4,
        mean=Mean(),
        fc=nn.Linear(512 * block.expansion, classes),
    )


def wide_resnet(depth, factor, image, classes):
    widths = [16 * factor, 32 * factor, 64 * factor]
    block1, block2, block3 = stages(PreActivation, 16, widths, [(depth - 4) // 6] * 3)
    return named(
        conv1=conv(image[0], 16, 3),
        block1=named(layer=block1),
        block2=named(layer=block2),
        block3=named(layer=block3),
        bn1=nn.BatchNorm2d(widths[2]),
        relu=nn.ReLU(),
        mean=Mean(),
        fc=nn.Linear(widths[2], classes),
    )


def build(name, image, classes):
    """The network of that name for images (channels, height, width)."""
    if name == "lenet-5":
        return lenet5(image, classes)
    if match := re.fullmatch(r"conv-([246])", name):
        return conv_net(int(match[1]), image, classes)
    if match := re.fullmatch(r"vgg-(\d+)", name):
        return vgg(int(match[1]), image, classes)
    if match := re.fullmatch(r"resnet-(18|34|50)(-cifar)?", name):
        return image_resnet(int(match[1]), bool(match[2]), image, classes)
    if match := re.fullmatch(r"(?:cifar-)?resnet-(\d+)(-a)?(?:-w(\d+))?", name):
        return cifar_resnet(int(match[1]), bool(match[2]), int(match[3] or 1), image, classes)
    if match := re.fullmatch(r"wrn-(\d+)-(\d+)", name):
        return wide_resnet(int(match[1]), int(match[2]), image, classes)
    raise ValueError(f"no network is called {name}")
