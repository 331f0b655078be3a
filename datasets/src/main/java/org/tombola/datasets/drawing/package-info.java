/// What everything drawn by code shares: [org.tombola.datasets.drawing.Draws], an example's own
/// random numbers.
///
/// Invariant: example i can be drawn without the examples before it, by any thread.
///
/// Deliberately absent: curves and colours, which each data set has of its own.
package org.tombola.datasets.drawing;
