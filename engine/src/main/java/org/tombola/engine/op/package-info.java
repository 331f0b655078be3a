/// The operations: one record each, forward and derivative on one screen.
///
/// Read in this order: [Op], the contract; [Elementwise], where the derivatives are two tables;
/// [Product], with shapes beside the formulas; [Reduction] and [Movement], each other's transposes;
/// [Loss].
///
/// An operation validates its operands when it is made, so a backend never does. Derivatives are
/// written in operations on tensors and know no backend. Deliberately absent: derivatives of
/// derivatives; [Loss] keeps its gradient as numbers, which a second pass could not follow.
package org.tombola.engine.op;
