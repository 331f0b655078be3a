/// How parameters change: two optimisers and the schedules of their learning rate.
///
/// Read in this order: [org.tombola.nn.optim.Sgd], [org.tombola.nn.optim.Adam],
/// [org.tombola.nn.optim.Schedule], [org.tombola.nn.optim.OptimizerState]. The arithmetic itself is
/// one fused verb of the backend each, `sgdStep` and `adamStep`.
///
/// Invariants:
/// - Numbers agree with PyTorch's optimisers step by step (a golden file checks ten steps).
/// - Entries pruned by a mask are +0 after every step in weights, velocity and moments; all others
///   train whatever their sign.
/// - `restore(state())` changes nothing, so a resumed run is the uninterrupted one.
///
/// Deliberately absent: parameter groups and a learning rate inside the optimiser; the rate comes
/// with each step.
package org.tombola.nn.optim;
