/// The networks of the papers, by name.
///
/// Read in this order:
/// 1. [org.tombola.nn.models.LeNet300], the smallest, and [org.tombola.nn.models.Models], which
///    finds networks by name.
/// 2. [org.tombola.nn.models.WideConv], [org.tombola.nn.models.LeNet5],
///    [org.tombola.nn.models.ConvNet] and [org.tombola.nn.models.Vgg]: layers in a row.
/// 3. [org.tombola.nn.models.BasicBlock] and [org.tombola.nn.models.CifarResNet]: residual
///    networks; then [org.tombola.nn.models.Bottleneck] and [org.tombola.nn.models.ImageResNet],
///    and [org.tombola.nn.models.WideBlock] and [org.tombola.nn.models.WideResNet].
///
/// Invariants:
/// - A network's parameters and buffers have the names and the order that the same network has in
///   the PyTorch code each class names, so that weights can be exchanged.
/// - A network refuses images that do not fit in its own name, see
///   [org.tombola.nn.models.ImageInput].
package org.tombola.nn.models;
