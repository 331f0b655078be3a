/// Running an experiment in a folder, so that nothing finished is ever lost or repeated.
///
/// Read in this order: [org.tombola.lottery.run.Experiment], the grid and how it is run; `Task`, in
/// what experiments differ; `CellTraining`, one cell from start to result, with `DataSets`,
/// `TrainingData`, `CellRecorder` and `CheckpointFile`; `EnsembleTraining`, the same for many small
/// networks at once; `SharedCells` and `SharedWork`, what several arms have in common; `Timeline`,
/// when the moments are that arms name, and `RewindPoint`, what is kept of them; `Analyses`;
/// `CellQueue` and `Workers`, which cell when and where; `RunStore` and `CellFolder`, what lies on
/// disk; `Provenance` and `Inputs`, where it comes from; [org.tombola.lottery.run.RunStatus].
///
/// Invariants: a cell's folder with `done` is complete, one without may be deleted; a cell resumed
/// from its checkpoint ends in the same bytes; the table is the same whatever the order of work,
/// the threads and the jobs; one process a folder; one identity of settings, one backend and one
/// data set a folder.
///
/// Absent on purpose: any drawing or printing, which listens through
/// [org.tombola.lottery.run.Progress].
package org.tombola.lottery.run;
