/// Draws colour pictures of things whose form, texture and hue are known at every pixel.
///
/// Read in this order: `Form`, `Texture`, `Hue` (the concepts), `Kind` (the classes made of them),
/// `Thing` (one thing and the chances it takes), [org.tombola.datasets.shapes.ShapePainter] (a
/// picture of several), [org.tombola.datasets.shapes.Mark] (what is seen at a pixel).
///
/// Invariant: a picture is a function of (seed, split, index), to the byte, on every machine; only
/// `+ − × ÷ √` and `StrictMath` are used.
///
/// Deliberately absent: a class that one concept decides.
package org.tombola.datasets.shapes;
