package org.tombola.datasets;

/// A published file.
///
/// @param name as the publisher calls it
/// @param sha256 its sum, lower-case hexadecimal; empty if only that of its archive is published
record DataFile(String name, String sha256) {}
