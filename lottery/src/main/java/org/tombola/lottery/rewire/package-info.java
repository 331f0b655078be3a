/// Masks that change while a network is trained, or are learned while its weights stand still.
///
/// Read in this order: [org.tombola.lottery.rewire.RewireRule], the rules there are;
/// [org.tombola.lottery.rewire.RewirePlan], when and by how much; `Exchange`, one layer's change;
/// [org.tombola.lottery.rewire.Rewiring], a mask in a training; `Learned`, what may be trained in
/// place of weights: `Scores`, which choose a mask while the weights stand still, and
/// `Reparameterized`, weights that follow from others and from further numbers
/// (`Reparameterization`): a `SoftThreshold` that draws them to zero, or a `Gate`, which a step
/// draws and which has a price, `VariationalDropout` or `HardConcrete`.
///
/// Invariants: a change is a function of the weights, the gradients, the seed and the step; pruned
/// weights and their averages are +0 before and after; a training resumed from any checkpoint ends
/// in the same mask.
///
/// Absent on purpose: where the first mask comes from, which is the arm's part.
package org.tombola.lottery.rewire;
