/// Networks as plain Java: modules made of parameters, and the files that hold their weights.
///
/// Read in this order:
/// 1. [org.tombola.nn.Module]: a function with parameters, and nothing else.
/// 2. [org.tombola.nn.Parameter]: the tensor that is trained, and its mask;
///    [org.tombola.nn.Buffer]: the one that is only kept; both are [org.tombola.nn.State].
/// 3. [org.tombola.nn.layers.Linear] and [org.tombola.nn.models.LeNet300]: a layer and a network.
///    [org.tombola.nn.TrainingStep] is what a layer that draws random numbers asks.
/// 4. [org.tombola.nn.Init] and [org.tombola.nn.NormInit]: where weights come from;
///    [org.tombola.nn.Initializer] carries both to the layers.
/// 5. [org.tombola.nn.optim.Optimizer] and [org.tombola.nn.optim.Schedule]: how they change.
/// 6. [org.tombola.nn.Weights] and [org.tombola.nn.SafeTensors]: a snapshot, and its file.
/// 7. [org.tombola.nn.Units], what two layers share, and [org.tombola.nn.Compact], a network
///    without the units that nothing reads.
/// 8. [org.tombola.nn.Activations]: what units give while a network computes, for those who watch.
///
/// Invariants:
/// - Names and layouts are PyTorch's: `fc1.weight` is (outputs, inputs). A file made here loads
///   there and back.
/// - A pruned entry is exactly +0 whenever anyone looks: after [org.tombola.nn.Parameter#mask],
///   after a write, after every optimiser step.
/// - A snapshot shares no memory with a network.
/// - An initial weight depends on (seed, name, index) alone.
///
/// Deliberately absent: which weights to prune (`lottery` decides, by [org.tombola.nn.Role]); a
/// `grad` field and `zeroGrad` (gradients are returned); reflection over fields (a module lists its
/// parameters); pickled `.pth` files, which run code when loaded.
package org.tombola.nn;
