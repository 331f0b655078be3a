package org.tombola.kernels.cuda;

/// A kernel by name: an entry of a PTX resource.
///
/// @param family the resource, for example `elementwise` for `ptx/elementwise.ptx`
/// @param name the entry in it
record Kernel(String family, String name) {}
