package org.tombola.datasets;

/// Training and test examples of one task.
///
/// @param name as in [Datasets#list]
/// @param train what a network learns from; [Splits] holds some of it back for validation
/// @param test what decides the reported accuracy
/// @param checksum SHA-256 over sizes, bytes and labels of both, in lower-case hexadecimal: what a
///   run's provenance records
public record Dataset(String name, Examples train, Examples test, String checksum) {
  static Dataset of(String name, ByteExamples train, ByteExamples test) {
    var digest = Checksums.sha256();
    train.addTo(digest);
    test.addTo(digest);
    return new Dataset(name, train, test, Checksums.hex(digest));
  }
}
