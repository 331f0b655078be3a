/// The operations: one record each, forward and derivative on one screen.
///
/// Read in this order: [Op], the contract; [Elementwise], where the derivatives are two tables;
/// [Product], with shapes beside the formulas; [Reduction] and [Movement], each other's transposes;
/// [Loss].
///
/// An operation validates its operands when it is made, so a backend never does. Derivatives are
/// written in operations on tensors, so they can be differentiated again.
package org.tombola.engine.op;
