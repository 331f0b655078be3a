/// The pieces networks are made of; each is a record of its parameters whose `forward` is a line.
///
/// Read in this order: [org.tombola.nn.layers.Linear], [org.tombola.nn.layers.Relu],
/// [org.tombola.nn.layers.Flatten], [org.tombola.nn.layers.Sequential].
///
/// Invariant: a layer keeps nothing between calls but its parameters, so one network may be run by
/// many threads at once as long as none trains it.
///
/// Deliberately absent: a dropout layer. `Tensor.dropout` asks for the step it is used in, which a
/// layer without memory does not know.
package org.tombola.nn.layers;
