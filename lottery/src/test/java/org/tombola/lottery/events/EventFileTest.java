package org.tombola.lottery.events;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bytes, read by code that shares nothing with the writer. TensorBoard's own reader is asked
/// by `src/test/python/read_events.py`.
class EventFileTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000L, 250_000_000));

  @TempDir Path folder;

  @Test
  void the_first_record_is_the_one_tensorflow_writes() throws Exception {
    Path path;
    try (var file = EventFile.create(folder, CLOCK)) {
      path = file.path();
    }
    assertEquals("events.out.tfevents.1700000000.tombola.0", path.getFileName().toString());
    byte[] bytes = Files.readAllBytes(path);
    // Event { wall_time: 1700000000.25, file_version: "brain.Event:2" }
    String data = "0900001040fc54d941" + "1a0d627261696e2e4576656e743a32";
    assertEquals("1800000000000000", hex(bytes, 0, 8));
    assertEquals("a37f4b22", hex(bytes, 8, 12));
    assertEquals(data, hex(bytes, 12, 36));
    assertEquals(40, bytes.length);
  }

  @Test
  void scalars_have_their_tag_step_value_and_time() throws Exception {
    try (var file = EventFile.create(folder, CLOCK)) {
      file.scalar("loss/train", 3, 0.5);
      // Whole on disk before the file is closed.
      byte[] scalar = records(file.path()).get(1);
      assertArrayEquals(
          HexFormat.of()
              .parseHex(
                  // wall_time; step 3; summary { value { tag "loss/train", simple_value 0.5 } }
                  "0900001040fc54d941"
                      + "1003"
                      + "2a13"
                      + "0a11"
                      + "0a0a6c6f73732f747261696e"
                      + "150000003f"),
          scalar);
      file.scalar("größe", 1L << 40, Double.NaN);
      String far = hex(records(file.path()).get(2));
      assertTrue(far.contains("10808080808020"), far); // 2^40 as a varint
      assertTrue(far.contains("0a076772c3b6c39f65"), far);
      assertTrue(far.endsWith("150000c07f"), far);
    }
  }

  @Test
  void a_restart_marks_the_step_training_goes_on_from() throws Exception {
    try (var file = EventFile.create(folder, CLOCK)) {
      file.restart(200);
      assertEquals("0900001040fc54d941" + "10c801" + "3a020801", hex(records(file.path()).get(1)));
    }
  }

  @Test
  void a_second_file_of_the_same_second_leaves_the_first_alone() throws Exception {
    try (var first = EventFile.create(folder, CLOCK)) {
      first.scalar("a", 1, 1);
      byte[] before = Files.readAllBytes(first.path());
      try (var second = EventFile.create(folder, CLOCK)) {
        second.scalar("b", 1, 1);
        assertTrue(second.path().compareTo(first.path()) > 0);
      }
      assertArrayEquals(before, Files.readAllBytes(first.path()));
    }
  }

  @Test
  void a_folder_that_cannot_be_is_an_io_error() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThrows(UncheckedIOException.class, () -> EventFile.create(file.resolve("x"), CLOCK));
  }

  /// Splits a file, checking lengths and both checksums of every record.
  private static List<byte[]> records(Path path) throws Exception {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    var found = new ArrayList<byte[]>();
    while (bytes.hasRemaining()) {
      int start = bytes.position();
      byte[] data = new byte[Math.toIntExact(bytes.getLong())];
      assertEquals(crc(bytes.array(), start, 8), unmasked(bytes.getInt()));
      bytes.get(data);
      assertEquals(crc(data, 0, data.length), unmasked(bytes.getInt()));
      found.add(data);
    }
    return found;
  }

  private static int unmasked(int masked) {
    return Integer.rotateLeft(masked - 0xA282EAD8, 15);
  }

  /// CRC-32C bit by bit, from its polynomial.
  private static int crc(byte[] bytes, int from, int count) {
    int crc = -1;
    for (int i = from; i < from + count; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ (0x82F63B78 & -(crc & 1));
      }
    }
    return ~crc;
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.of().formatHex(bytes, from, to);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
