package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// A file that a fuzz test fills with arbitrary bytes, and the property every reader must keep.
///
/// @param perByte the memory a reader may take for each byte the file holds
record FuzzedFile(Path path, long perByte) {
  /// DEFLATE turns one byte into at most 1,032.
  static final long DEFLATE_LIMIT = 1032;

  /// Buffers, decompressors, messages: whatever does not grow with what a header promises.
  private static final long FIXED = 1 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Reads `content` from the file: it is accepted or refused by a [DatasetException] of one line,
  /// and the memory taken is bounded by what the file can hold.
  void read(byte[] content, Consumer<Path> reader) throws IOException {
    Files.write(path, content);
    // The first time may load classes; the second takes what reading takes.
    attempt(reader);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    attempt(reader);
    long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(
        taken <= FIXED + perByte * content.length,
        () -> "%d bytes taken for a file of %d".formatted(taken, content.length));
  }

  private void attempt(Consumer<Path> reader) {
    try {
      reader.accept(path);
    } catch (DatasetException e) {
      assertEquals(1, String.valueOf(e.getMessage()).lines().count(), e.getMessage());
    }
  }
}
