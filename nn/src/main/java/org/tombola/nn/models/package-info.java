/// The networks of the papers, by name.
///
/// Read [org.tombola.nn.models.LeNet300] first, then [org.tombola.nn.models.Models], the list.
///
/// Invariant: a network's parameters have the names that the same network has in PyTorch when its
/// layers are called as in the paper, so that weights can be exchanged.
package org.tombola.nn.models;
