/// The layers with weights that the networks have: their shapes, and the three computations of a
/// training step on each.
///
/// Read [Layer] with [LinearLayer] and [ConvLayer], then [Operands], which computes. [Zoo] says
/// which layers a network has; it asks the network, through [ShapesOnly].
///
/// Deliberately absent: a list of shapes. A network that changes changes what is measured.
@NullMarked
package org.tombola.bench.layer;

import org.jspecify.annotations.NullMarked;
