/// Draws grey pictures of digits from strokes.
///
/// Read in this order: [org.tombola.datasets.digits.DigitPainter] for the whole of one picture,
/// then `Glyphs` (how each digit is written), `Stroke` (a curve), `Style` (the chances taken),
/// `Canvas` (from curves to grey).
///
/// Invariant: a picture is a function of (seed, split, index), to the byte, on every machine; only
/// `+ − × ÷ √` and `StrictMath` are used.
///
/// Deliberately absent: fonts (they differ between machines) and files.
package org.tombola.datasets.digits;
