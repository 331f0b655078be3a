/// The command line: what is asked for becomes settings, what comes out becomes text.
///
/// Read in this order: [Main] (the commands), [RunCommand] (from words to an experiment; [Unused],
/// which of them change nothing), [Failures] (what a person sees when it goes wrong),
/// [LineProgress] and [BarProgress], [ThroughputCommand], [GpuCheckCommand] (with [VerbCheck] and
/// [DeviceSpeed]); then the commands about one weights file, [ExportCommand], [ImportCommand],
/// [PredictCommand] (all three put a [StateFile] into a network) and [InspectCommand].
///
/// Invariants: no command asks a question; standard output holds results, standard error what went
/// wrong; exit codes are 0, 1 (the work failed) and 2 (the command line cannot be meant); a message
/// names the file or option and what to do.
///
/// Absent on purpose: rules about settings. They are in the records of the recipe, so that a file
/// and a command line are checked alike.
package org.tombola.lottery.cli;
