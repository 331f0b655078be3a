package org.tombola.datasets.digits;

/// A point of the plane: x to the right, y downwards.
record Point(double x, double y) {}
