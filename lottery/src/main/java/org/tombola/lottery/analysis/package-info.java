/// What is found out from trained networks after their training.
///
/// Read in this order: [org.tombola.lottery.analysis.Analysis], one question about one or more
/// networks; [org.tombola.lottery.analysis.Question], what is known of it before it is asked;
/// [org.tombola.lottery.analysis.Subject], what it may look at;
/// [org.tombola.lottery.analysis.Finding], an answer; then `Instability`, `Distance`, `Gammas`,
/// `ActivationFrequency`, `Solved`, `Patterns`, `Rounds` and `Greedy`, a question each;
/// `FramePotential`, and `Removal`, `Subspace` and `UnitGraph`, each an `OfHiddenLayer`, what the
/// units of a layer are to each other; `FilterClusters`; `PathTo` and `StartsAndEnds`, where
/// trainings lead; `GradientFlow` and `HessianSpectrum`, with `Curvature`; `Dissect`, with
/// `Thresholds`, `Upsampling` and `Overlaps`; [org.tombola.lottery.analysis.Request], how a recipe
/// asks.
///
/// Invariants: an answer is a pure function of the networks, the data and the settings.
///
/// Absent on purpose: files and folders, which are the run's part.
package org.tombola.lottery.analysis;
