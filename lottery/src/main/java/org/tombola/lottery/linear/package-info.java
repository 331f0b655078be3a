/// The mathematics of weights as vectors and matrices.
///
/// Read in this order: [org.tombola.lottery.linear.UnitVectors], what the units of a layer read, a
/// vector each; [org.tombola.lottery.linear.Clusters], directions in groups;
/// [org.tombola.lottery.linear.Eigen], a symmetric matrix by its axes, and what follows from it:
/// [org.tombola.lottery.linear.LowRank], a layer by its singular vectors;
/// [org.tombola.lottery.linear.ClassicalScaling], a map of points whose distances are known;
/// [org.tombola.lottery.linear.Spectrum], eigenvalues of a matrix too large to be written down;
/// [org.tombola.lottery.linear.MarchenkoPastur], those of noise.
///
/// Invariants: a result is a pure function of the arguments, to the last bit; nothing here knows a
/// recipe, an arm, a run or an analysis.
///
/// Absent on purpose: what a tensor does, which the engine has; matrices here are of hundreds of
/// rows, and exact to double precision.
package org.tombola.lottery.linear;
