"""Numbers that Python and Java compute alike: see `Formula.java`."""

import zlib

import numpy as np


def mix(salt, count):
    """32 well mixed bits for each of 0 .. count."""
    x = np.arange(count, dtype=np.uint32) + np.uint32(salt % 2**32)
    with np.errstate(over="ignore"):
        for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
            x = (x ^ (x >> np.uint32(shift))) * np.uint32(factor)
    return x ^ (x >> np.uint32(16))


def salt(text):
    """CRC-32, which every standard library has."""
    return zlib.crc32(text.encode())


def uniform(salt, count):
    """In [-1, 1), exact in float32."""
    return (mix(salt, count) >> np.uint32(8)).astype(np.float32) * np.float32(2.0**-23) - 1


def labels(salt, count, classes):
    """In 0 .. classes."""
    return (mix(salt, count) % np.uint32(classes)).astype(np.int64)


def sketch(values):
    """What a golden file keeps of a tensor, float64: all of it up to 1,024 elements; of a larger
    one 64 projections on fixed signs, over 8, and the norm. The squared length of the projections
    is the squared norm in expectation, so a sketch's error is about the tensor's."""
    values = values.reshape(-1)
    if values.size <= 1024:
        return values
    projections = np.zeros(64)
    for start in range(0, values.size, 65536):
        part = values[start : start + 65536]
        bits = mix(2 * start, 2 * part.size).astype("<u4").view(np.uint8).reshape(-1, 8)
        signs = 1.0 - 2.0 * np.unpackbits(bits, axis=1, bitorder="little")
        projections += part @ signs
    return np.append(projections / 8, np.linalg.norm(values))
