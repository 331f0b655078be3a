/// The operations: one record each, forward and derivative on one screen.
///
/// Read in this order: [Op], the contract; [Elementwise], where the derivatives are two tables;
/// [Product], with shapes beside the formulas; [Reduction] and [Movement], each other's transposes;
/// [Convolution] and [Pooling], the same two ideas on images; [BatchNorm] and [Loss].
///
/// An operation validates its operands when it is made, so a backend never does. Derivatives are
/// written in operations on tensors and know no backend, so they can be differentiated again. Two
/// are not, for speed: [BatchNorm] and [Loss] have their gradients as numbers, which a second pass
/// could not follow; where one is coming, [org.tombola.engine.NetworkOperations] composes them
/// instead.
package org.tombola.engine.op;
