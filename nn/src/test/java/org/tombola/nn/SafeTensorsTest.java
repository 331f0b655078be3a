package org.tombola.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.engine.Shape;

/// Writing and reading back, and a file made by the Python package (`src/test/python`).
class SafeTensorsTest {
  private static final SafeTensors CONTENT =
      SafeTensors.of(
          List.of(
              NamedMask.of("m", Shape.of(3), true, false, true),
              NamedTensor.of("w", Shape.of(2, 2), 1f, -0f, Float.NaN, Float.MIN_VALUE),
              NamedTensor.of("b", Shape.SCALAR, 7f)),
          Map.of("step", "2000", "arm", "ticket"));

  @TempDir Path folder;

  @Test
  void reads_back_what_it_wrote_to_the_bit() {
    Path file = folder.resolve("a.safetensors");
    CONTENT.write(file);
    SafeTensors back = SafeTensors.read(file);
    assertEquals(CONTENT, back);
    assertEquals(List.of("w", "b", "m"), List.copyOf(back.entries().keySet()));
    assertEquals(-0f, back.tensor("w").at(1));
    assertEquals(1f / -0f, 1f / back.tensor("w").at(1));
    assertArrayEquals(new float[] {1f, 0f, 1f}, back.mask("m").toZeroOne());
    assertEquals("ticket", back.metadata().get("arm"));
  }

  @Test
  void writes_the_format_byte_by_byte() throws Exception {
    Path file = folder.resolve("a.safetensors");
    SafeTensors.of(List.of(NamedTensor.of("b", Shape.of(1), 1f)), Map.of()).write(file);
    byte[] bytes = Files.readAllBytes(file);
    String header = "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    assertEquals(0, header.length() % 8 == 0 ? 0 : (bytes.length - 8 - 4) % 8);
    assertEquals(bytes.length - 8 - 4, bytes[0], "the header's length, little-endian");
    assertEquals(header, new String(bytes, 8, header.length(), StandardCharsets.UTF_8));
    assertArrayEquals(
        new byte[] {0, 0, (byte) 0x80, 0x3f},
        new byte[] {
          bytes[bytes.length - 4],
          bytes[bytes.length - 3],
          bytes[bytes.length - 2],
          bytes[bytes.length - 1]
        });
  }

  @Test
  void same_content_same_bytes_and_no_temporary_left() throws Exception {
    Path a = folder.resolve("a.safetensors");
    Path b = folder.resolve("b.safetensors");
    CONTENT.write(a);
    SafeTensors.of(List.of(NamedTensor.of("old", Shape.of(1), 1f)), Map.of()).write(b);
    var reversed = new LinkedHashMap<String, String>();
    CONTENT.metadata().entrySet().stream()
        .sorted(Map.Entry.<String, String>comparingByKey().reversed())
        .forEach(e -> reversed.put(e.getKey(), e.getValue()));
    SafeTensors.of(CONTENT.entries().values(), reversed).write(b);
    assertArrayEquals(Files.readAllBytes(a), Files.readAllBytes(b));
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void counts_come_first_and_read_back() throws Exception {
    Path file = folder.resolve("a.safetensors");
    var content =
        SafeTensors.of(
            List.of(
                NamedTensor.of("bn.weight", Shape.of(1), 1f),
                new NamedCount("bn.num_batches_tracked", 1L << 40)),
            Map.of());
    content.write(file);
    SafeTensors back = SafeTensors.read(file);
    assertEquals(content, back);
    assertEquals("bn.num_batches_tracked", back.entries().firstEntry().getKey());
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}"), text);
    var count = assertThrows(WeightsException.class, () -> content.mask("bn.num_batches_tracked"));
    assertEquals(
        "safetensors content: tensor 'bn.num_batches_tracked' is I64, expected BOOL",
        count.getMessage());
  }

  @Test
  void large_tensors_pass_in_chunks() {
    float[] values = new float[50_001];
    boolean[] keeps = new boolean[70_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    for (int i = 0; i < keeps.length; i++) {
      keeps[i] = i % 3 == 0;
    }
    var content =
        SafeTensors.of(
            List.of(
                NamedTensor.of("w", Shape.of(values.length), values),
                NamedMask.of("m", Shape.of(keeps.length), keeps)),
            Map.of());
    Path file = folder.resolve("large.safetensors");
    content.write(file);
    assertEquals(content, SafeTensors.read(file));
  }

  @Test
  void reads_a_file_of_the_python_package() throws Exception {
    SafeTensors file =
        SafeTensors.read(Path.of(SafeTensorsTest.class.getResource("python.safetensors").toURI()));
    float[] weight = new float[15];
    boolean[] mask = new boolean[15];
    for (int i = 0; i < 15; i++) {
      weight[i] = i / 8f - 1;
      mask[i] = i % 3 != 0;
    }
    weight[0] = -0f;
    weight[6] = Float.POSITIVE_INFINITY;
    weight[12] = Float.MIN_VALUE;
    assertEquals(NamedTensor.of("fc1.weight", Shape.of(3, 5), weight), file.tensor("fc1.weight"));
    assertEquals(
        NamedTensor.of("fc1.bias", Shape.of(3), 1.5f, -2.5f, 1 / 3f), file.tensor("fc1.bias"));
    assertEquals(NamedTensor.of("scalar", Shape.SCALAR, 3.5f), file.tensor("scalar"));
    assertEquals(NamedTensor.of("größe", Shape.of(2, 1, 2), 1, 1, 1, 1), file.tensor("größe"));
    assertEquals(NamedMask.of("fc1.mask", Shape.of(3, 5), mask), file.mask("fc1.mask"));
    assertEquals(Map.of("format", "pt", "note", "quote \" and é"), file.metadata());
  }

  @Test
  void asking_for_what_is_not_there_names_what_is() {
    var missing = assertThrows(WeightsException.class, () -> CONTENT.tensor("fc1.weight"));
    assertEquals(
        "safetensors content: no tensor 'fc1.weight'; it holds m, w, b", missing.getMessage());
    var mask = assertThrows(WeightsException.class, () -> CONTENT.tensor("m"));
    assertEquals("safetensors content: tensor 'm' is BOOL, expected F32", mask.getMessage());
    var floats = assertThrows(WeightsException.class, () -> CONTENT.mask("w"));
    assertEquals("safetensors content: tensor 'w' is F32, expected BOOL", floats.getMessage());
  }

  @Test
  void a_name_is_given_once() {
    var twice = List.of(NamedTensor.of("w", Shape.of(1), 1f), NamedMask.of("w", Shape.of(1), true));
    assertThrows(WeightsException.class, () -> SafeTensors.of(twice, Map.of()));
    var reserved = List.of(NamedTensor.of("__metadata__", Shape.of(1), 1f));
    assertThrows(WeightsException.class, () -> SafeTensors.of(reserved, Map.of()));
  }

  @Test
  void a_failed_write_leaves_the_old_file_and_says_which() throws Exception {
    Path absent = folder.resolve("absent/a.safetensors");
    var e = assertThrows(WeightsException.class, () -> CONTENT.write(absent));
    assertTrue(e.getMessage().startsWith(absent + ": cannot be written: "), e.getMessage());
    assertFalse(e.getMessage().contains("\n"));

    Path occupied = Files.createDirectories(folder.resolve("b.safetensors/inside")).getParent();
    assertThrows(WeightsException.class, () -> CONTENT.write(occupied));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(occupied), files.toList());
    }
  }

  @Test
  void the_target_is_untouched_until_the_rename() throws Exception {
    Path file = folder.resolve("a.safetensors");
    CONTENT.write(file);
    Files.createDirectories(folder.resolve("a.safetensors.tmp/occupied"));
    SafeTensors other = SafeTensors.of(List.of(), Map.of());
    assertThrows(WeightsException.class, () -> other.write(file));
    assertEquals(CONTENT, SafeTensors.read(file));
  }

  @Test
  void entries_share_no_array_with_anyone() {
    float[] values = {1f};
    boolean[] keeps = {true};
    var tensor = NamedTensor.of("w", Shape.of(1), values);
    var mask = NamedMask.of("m", Shape.of(1), keeps);
    values[0] = 2f;
    keeps[0] = false;
    tensor.toArray()[0] = 3f;
    mask.toArray()[0] = false;
    assertEquals(1f, tensor.at(0));
    assertTrue(mask.keeps(0));
  }

  @Test
  void content_is_compared_by_every_part() {
    var one = NamedTensor.of("w", Shape.of(2), 1f, 0f);
    assertNotEquals(one, NamedTensor.of("v", Shape.of(2), 1f, 0f));
    assertNotEquals(one, NamedTensor.of("w", Shape.of(1, 2), 1f, 0f));
    assertNotEquals(one, NamedTensor.of("w", Shape.of(2), 1f, -0f));
    assertNotEquals(
        SafeTensors.of(List.of(one), Map.of()), SafeTensors.of(List.of(one), Map.of("a", "b")));
    assertThrows(WeightsException.class, () -> NamedTensor.of("w", Shape.of(3), 1f));
  }
}
