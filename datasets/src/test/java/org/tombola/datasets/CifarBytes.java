package org.tombola.datasets;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tombola.datasets.Normalisation.Channels;

/// Files of CIFAR's form for tests: 3×2×2 pictures, two files of three to train, one of two to
/// test.
final class CifarBytes {
  static final ImageShape SHAPE = new ImageShape(3, 2, 2);
  static final CifarFormat TEN = new CifarFormat(SHAPE, List.of(10));
  static final CifarFormat COARSE_AND_FINE = new CifarFormat(SHAPE, List.of(2, 5));

  private CifarBytes() {}

  /// Records of those labels; the pixels of record i count up from 12·i.
  static byte[] records(int... labels) {
    byte[] bytes = new byte[labels.length * TEN.record()];
    for (int i = 0, at = 0; i < labels.length; i++) {
      bytes[at++] = (byte) labels[i];
      for (int pixel = 0; pixel < SHAPE.size(); pixel++) {
        bytes[at++] = (byte) (i * SHAPE.size() + pixel);
      }
    }
    return bytes;
  }

  static void writeAll(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("one.bin"), records(3, 1, 4));
    Files.write(folder.resolve("two.bin"), records(1, 5, 9));
    Files.write(folder.resolve("test.bin"), records(2, 6));
  }

  /// The set that [#writeAll] writes, published at `sources` in an archive of that sum.
  static CifarFiles files(PublishedSum sum, List<URI> sources) {
    return new CifarFiles(
        TEN,
        Channels.of(
            new Normalisation(0.5, 0.25), new Normalisation(0, 1), new Normalisation(1, 0.5)),
        3,
        2,
        List.of(
            new DataFile("one.bin", ""), new DataFile("two.bin", ""), new DataFile("test.bin", "")),
        new Archive("good", "cifar", sum, sources));
  }
}
