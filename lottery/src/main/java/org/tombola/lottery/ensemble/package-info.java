/// Many small networks side by side, trained at once and pruned by whole hidden units.
///
/// Read in this order: [org.tombola.lottery.ensemble.Family], what kinds of networks there are;
/// [org.tombola.lottery.ensemble.EnsembleSize], how many of what size;
/// [org.tombola.lottery.ensemble.Ensemble], networks as one computation, with
/// [org.tombola.lottery.ensemble.Perceptrons] and [org.tombola.lottery.ensemble.Detectors];
/// [org.tombola.lottery.ensemble.Points], what they learn, with
/// [org.tombola.lottery.ensemble.PatternSet]; [org.tombola.lottery.ensemble.PointLoss] and
/// [org.tombola.lottery.ensemble.Descent], how; [org.tombola.lottery.ensemble.Remainder], with how
/// few units; [org.tombola.lottery.ensemble.Solutions] and
/// [org.tombola.lottery.ensemble.Detection], which of them have learnt it;
/// [org.tombola.lottery.ensemble.UnitScore] and [org.tombola.lottery.ensemble.UnitPruner], how
/// units are ranked and removed; [org.tombola.lottery.ensemble.EnsembleSettings], what a recipe may
/// say of all this.
///
/// Invariants: a network is the same whatever company it is in, when it is drawn, while it is
/// trained and when it is pruned; every network of an ensemble has as many units as the others.
///
/// Absent on purpose: arms, levels and files, which are those of all experiments.
package org.tombola.lottery.ensemble;
