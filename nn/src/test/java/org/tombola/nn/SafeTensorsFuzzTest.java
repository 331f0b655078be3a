package org.tombola.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.engine.Shape;

/// Whatever bytes a safetensors file holds, reading it gives tensors or a [WeightsException] of one
/// line, and takes no memory for what the file only promises.
@Tag("fuzz")
class SafeTensorsFuzzTest {
  /// Buffers and messages: whatever does not grow with the file.
  private static final long FIXED = 1 << 20;

  /// A header's byte becomes at most this many of tree; a byte of data at most four.
  private static final long FACTOR = 64;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir static Path folder;

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void any_bytes_are_tensors_or_a_weights_exception(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("f.safetensors"), content);
    // The first time may load classes; the second takes what reading takes.
    attempt(file);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    attempt(file);
    long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(
        taken <= FIXED + FACTOR * content.length,
        () -> "%d bytes taken for a file of %d".formatted(taken, content.length));
  }

  /// What can be read can be written, and comes back the same.
  private static void attempt(Path file) {
    try {
      SafeTensors read = SafeTensors.read(file);
      Path copy = file.resolveSibling("copy");
      read.write(copy);
      assertEquals(read, SafeTensors.read(copy));
    } catch (WeightsException e) {
      assertEquals(1, String.valueOf(e.getMessage()).lines().count(), e.getMessage());
    }
  }

  static Stream<byte[]> seeds() throws IOException {
    var sound =
        SafeTensors.of(
            List.of(
                NamedTensor.of("fc.weight", Shape.of(2, 3), 1, 2, 3, 4, 5, 6),
                NamedMask.of("fc.mask", Shape.of(2), true, false),
                new NamedCount("bn.num_batches_tracked", 7)),
            Map.of("step", "7"));
    Path file = folder.resolve("sound");
    sound.write(file);
    String large =
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[46340,46340],\"data_offsets\":[0,2147395600]}}";
    String nested = "{\"a\":" + "[".repeat(2000);
    String half = "{\"a\":{\"dtype\":\"F16\",\"shape\":[2,1],\"data_offsets\":[0,4]}}";
    return Stream.of(
        Files.readAllBytes(file),
        withHeader(large, 4),
        withHeader(nested, 0),
        withHeader(half, 4),
        withHeader("{\"__metadata__\":{\"a\":\"\\n\\u0000\"}}", 0));
  }

  private static byte[] withHeader(String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    var bytes = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putLong(json.length).put(json).array();
  }
}
