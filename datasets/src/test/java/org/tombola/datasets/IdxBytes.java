package org.tombola.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// IDX files for tests, sound and broken.
final class IdxBytes {
  private IdxBytes() {}

  static byte[] header(int type, int... dims) {
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * dims.length);
    header.put((byte) 0).put((byte) 0).put((byte) type).put((byte) dims.length);
    for (int dim : dims) {
      header.putInt(dim);
    }
    return header.array();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(content);
    }
    return out.toByteArray();
  }

  /// N pictures of that side; the bytes count up from 0.
  static byte[] images(int count, int side) {
    byte[] pixels = new byte[count * side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    return join(header(8, count, side, side), pixels);
  }

  static byte[] labels(int... labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return join(header(8, labels.length), bytes);
  }

  /// The four files of MNIST's form, three training and two test examples.
  static void writeAll(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("train-images-idx3-ubyte.gz"), gzip(images(3, 28)));
    Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), gzip(labels(7, 0, 9)));
    Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), gzip(images(2, 28)));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), gzip(labels(1, 2)));
  }
}
