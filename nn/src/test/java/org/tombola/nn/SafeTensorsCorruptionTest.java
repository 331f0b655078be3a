package org.tombola.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;

/// Every way a file can be wrong ends in one line that names the file and what was found.
class SafeTensorsCorruptionTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("w.safetensors");
  }

  /// A file with this header and `data` bytes of zeros after it.
  private Path write(String header, int data) throws Exception {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return write(json.length, json, data);
  }

  private Path write(long length, byte[] header, int data) throws Exception {
    var bytes = ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(file(), bytes.putLong(length).put(header).array());
  }

  private static String entry(String name, String dtype, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(name, dtype, shape, offsets);
  }

  private static void assertRefused(Path file, String message) {
    var e = assertThrows(WeightsException.class, () -> SafeTensors.read(file));
    assertTrue(e.getMessage().startsWith(file + ": " + message), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  @Test
  void missing_file_and_folder() {
    assertRefused(file(), "no such file");
    assertRefused(folder, "is not a file");
  }

  @ParameterizedTest
  @CsvSource({"0", "7"})
  void shorter_than_the_header_length(int size) throws Exception {
    Files.write(file(), new byte[size]);
    assertRefused(file(), size + " bytes, expected at least 8");
  }

  @ParameterizedTest
  @CsvSource({"-1", "100000001", "9223372036854775807", "-9223372036854775808"})
  void header_length_out_of_range(long length) throws Exception {
    assertRefused(write(length, new byte[2], 0), "the header's length is " + length + ", expected");
  }

  @Test
  void header_longer_than_the_file() throws Exception {
    assertRefused(
        write(100_000_000, new byte[2], 0), "the header's length is 100000000, but only 2 bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not json | the header is not valid JSON",
        "`` | the header is",
        "{\"a\" | the header is not valid JSON",
        "{} {} | the header is not valid JSON",
        "[] | the header is [], expected a JSON object",
        "12 | the header is 12, expected a JSON object",
        "{\"a\":1} | tensor 'a' is 1, expected an object",
        "{\"__metadata__\":[]} | __metadata__ is [], expected an object of strings",
        "{\"__metadata__\":{\"a\":1}} | __metadata__ 'a' is 1, expected a string",
        "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}} | the header is not valid JSON: Duplicate",
      })
  void header_that_is_no_description(String header, String message) throws Exception {
    assertRefused(write(header, 0), message);
  }

  @Test
  void header_that_is_not_utf8() throws Exception {
    byte[] header = "{\"?\":{}}".getBytes(StandardCharsets.UTF_8);
    header[2] = (byte) 0xFF;
    assertRefused(write(header.length, header, 0), "the header is not valid JSON: not UTF-8");
  }

  @Test
  void header_nested_without_end() throws Exception {
    assertRefused(write("{\"a\":" + "[".repeat(100_000), 0), "the header is not valid JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F8_E4M3 | [4]    | [0,4]   | tensor 'a' has dtype \"F8_E4M3\", expected F64, F32, F16",
        "f32  | [1]       | [0,4]   | tensor 'a' has dtype \"f32\"",
        "F32  | [2]       | [0,4]   | tensor 'a' has data_offsets [0, 4], expected 8 bytes",
        "I64  | []        | [0,4]   | tensor 'a' has data_offsets [0, 4], expected 8 bytes",
        "F16  | [1]       | [0,4]   | tensor 'a' has data_offsets [0, 4], expected 2 bytes",
        "BOOL | [1]       | [0,4]   | tensor 'a' has data_offsets [0, 4], expected 1 bytes",
        "F32  | [-1]      | [0,4]   | tensor 'a' has shape [-1], expected sizes of at least 1",
        "F32  | [-1,-1]   | [0,4]   | tensor 'a' has shape [-1,-1]",
        "F32  | [0]       | [0,0]   | tensor 'a' has shape [0], expected sizes of at least 1",
        "F32  | [1.0]     | [0,4]   | tensor 'a' has shape [1.0]",
        "F32  | [\"1\"]   | [0,4]   | tensor 'a' has shape",
        "F32  | 1         | [0,4]   | tensor 'a' has shape 1, expected a list",
        "F32  | [4294967297] | [0,4] | tensor 'a' has shape [4294967297]",
        "F32  | [65536,65536] | [0,0] | tensor 'a': shape 65536×65536 has more elements",
        "F32  | [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1] | [0,4] | tensor 'a' has shape",
        "F32  | [1]       | [0]     | tensor 'a' has data_offsets [0], expected [begin, end]",
        "F32  | [1]       | [-4,0]  | tensor 'a' has data_offsets [-4,0], expected",
        "F32  | [1]       | [4,0]   | tensor 'a' has data_offsets [4, 0], expected 4 bytes",
        "F32  | [1]       | [0,9223372036854775808] | tensor 'a' has data_offsets",
        "F32  | [1]       | [0.0,4] | tensor 'a' has data_offsets [0.0,4], expected",
        "F32  | [1]       | [4,8]   | tensor 'a' ends at byte 8 of the data, but the file has only"
            + " 4",
        "F32  | [2]       | [0,8]   | tensor 'a' ends at byte 8 of the data, but the file has only"
            + " 4",
        "F32  | [500000000] | [0,2000000000] | tensor 'a' ends at byte 2000000000",
        "BOOL | [2]       | [0,2]   | 4 bytes of data, but the tensors cover 2",
        "BOOL | [2]       | [2,4]   | tensor 'a' begins at byte 2 of the data, expected 0: there"
            + " is",
      })
  void tensor_that_does_not_fit(String dtype, String shape, String offsets, String message)
      throws Exception {
    assertRefused(write("{" + entry("a", dtype, shape, offsets) + "}", 4), message);
  }

  @Test
  void missing_parts_of_a_tensor() throws Exception {
    assertRefused(write("{\"a\":{}}", 4), "tensor 'a' has dtype missing, expected F64, F32, F16");
    assertRefused(
        write("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4),
        "tensor 'a' has data_offsets missing");
  }

  @Test
  void duplicate_tensor() throws Exception {
    String a = entry("a", "F32", "[1]", "[0,4]");
    assertRefused(write("{" + a + "," + a + "}", 4), "the header is not valid JSON: Duplicate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0,8] | [4,12] | tensor 'b' begins at byte 4 of the data, expected 8: it overlaps",
        "[0,8] | [0,8]  | tensor 'b' begins at byte 0 of the data, expected 8: it overlaps",
        "[8,16] | [4,12] | tensor 'b' begins at byte 4 of the data, expected 0: there is a hole",
        "[0,8] | [12,20] | tensor 'b' begins at byte 12 of the data, expected 8: there is a hole",
        "[0,8] | [8,16] | 20 bytes of data, but the tensors cover 16",
      })
  void tensors_that_do_not_tile_the_data(String a, String b, String message) throws Exception {
    String header = "{" + entry("a", "F32", "[2]", a) + "," + entry("b", "F32", "[2]", b) + "}";
    assertRefused(write(header, 20), message);
  }

  @Test
  void tensors_may_be_described_in_any_order() throws Exception {
    Path file =
        write(
            "{" + entry("b", "F32", "[1]", "[4,8]") + "," + entry("a", "F32", "[1]", "[0,4]") + "}",
            8);
    assertEquals(List.of("a", "b"), List.copyOf(SafeTensors.read(file).entries().keySet()));
  }

  @Test
  void byte_that_is_no_boolean() throws Exception {
    Path file = write("{" + entry("a", "BOOL", "[3]", "[0,3]") + "}", 3);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] = (byte) 200;
    Files.write(file, bytes);
    assertRefused(file, "tensor 'a' of type BOOL has the byte 200 at index 1, expected 0 or 1");
  }

  @Test
  void names_cannot_break_the_line() throws Exception {
    String name = "x".repeat(500) + "\\n\\u001b[31m";
    assertRefused(write("{" + entry("\\n" + name, "F8", "[1]", "[0,4]") + "}", 4), "tensor ' xxx");
  }

  @Test
  void cut_anywhere_it_is_refused() throws Exception {
    var tensor = NamedTensor.of("w", Shape.of(3, 3), new float[9]);
    SafeTensors.of(List.of(tensor), Map.of("a", "b")).write(file());
    byte[] whole = Files.readAllBytes(file());
    for (int size = 0; size < whole.length; size++) {
      Files.write(file(), Arrays.copyOf(whole, size));
      assertThrows(WeightsException.class, () -> SafeTensors.read(file()), "cut at " + size);
    }
  }

  @Test
  void any_damaged_byte_is_read_or_refused() throws Exception {
    var tensor = NamedTensor.of("w", Shape.of(3, 3), new float[9]);
    SafeTensors.of(List.of(tensor, NamedMask.of("m", Shape.of(2), true, false)), Map.of("a", "b"))
        .write(file());
    byte[] whole = Files.readAllBytes(file());
    var stream = new Rng(7).stream("damage");
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = whole.clone();
      damaged[stream.below(2L * i, whole.length)] = (byte) stream.below(2L * i + 1, 256);
      Files.write(file(), damaged);
      try {
        SafeTensors.read(file());
      } catch (WeightsException e) {
        assertTrue(e.getMessage().startsWith(file() + ": "), e.getMessage());
      }
    }
  }
}
