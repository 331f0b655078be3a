"""Writes ../resources/org/tombola/nn/python.safetensors with the `safetensors` package.

Run once by hand; the tests only read the result:
    python safetensors_golden.py
"""

import pathlib

import numpy as np
from safetensors.numpy import save_file

OUT = pathlib.Path(__file__).parent.parent / "resources/org/tombola/nn/python.safetensors"

# fc1.weight[i] = i / 8 - 1, with a negative zero, an infinity and the smallest subnormal.
weight = (np.arange(15, dtype=np.float32) / 8 - 1).reshape(3, 5)
weight[0, 0] = -0.0
weight[1, 1] = np.inf
weight[2, 2] = np.float32(1e-45)
save_file(
    {
        "fc1.weight": weight,
        "fc1.bias": np.array([1.5, -2.5, 1 / 3], dtype=np.float32),
        "scalar": np.array(3.5, dtype=np.float32),
        "größe": np.ones((2, 1, 2), dtype=np.float32),
        "fc1.mask": np.arange(15).reshape(3, 5) % 3 != 0,
    },
    OUT,
    metadata={"format": "pt", "note": 'quote " and é'},
)
