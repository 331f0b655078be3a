/// Experiments as data: what a recipe says, and how a command line changes it.
///
/// Read in this order: [org.tombola.lottery.recipe.Settings] and the records it holds, one for each
/// prefix of a dotted key, [org.tombola.lottery.recipe.ArmSettings] among them, what an arm is;
/// [org.tombola.lottery.recipe.Duration], lengths in iterations or epochs, and
/// [org.tombola.lottery.recipe.Moment], points in a training; `recipes/lth-lenet.yaml` beside the
/// classes; `RecipeFile`, which reads it or a user's own; [org.tombola.lottery.recipe.Recipe],
/// which lays scale and command line over it; [org.tombola.lottery.recipe.Identity], what makes two
/// runs the same experiment.
///
/// Invariants: settings that exist are valid, each record checking its own numbers; an error names
/// the key; a key at its default is not part of an identity.
///
/// Absent on purpose: threads, backends and folders, which must not change a result; names are only
/// checked by their registries, when an experiment is made.
package org.tombola.lottery.recipe;
