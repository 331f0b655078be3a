package org.tombola.datasets;

/// A published file.
///
/// @param name as the publisher calls it
/// @param sha256 its sum, lower-case hexadecimal
record DataFile(String name, String sha256) {}
