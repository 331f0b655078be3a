package org.tombola.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.engine.Shape;

/// Types that are not written here but read: two numbers each, little-endian.
class SafeTensorsTypesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "F64,  000000000000f83f 182d4454fb2109c0, 1.5, -3.1415927",
    "F32,  0000c03f db0f49c0,                 1.5, -3.1415927",
    "F16,  003e 48c2,                         1.5, -3.140625",
    "BF16, c03f 49c0,                         1.5, -3.140625",
    "I64,  0700000000000000 ffffffffffffffff, 7,   -1",
    "I32,  07000000 ffffffff,                 7,   -1",
    "I16,  0700 ffff,                         7,   -1",
    "I8,   07 ff,                             7,   -1",
    "U8,   07 ff,                             7,   255",
  })
  void other_types_become_single_precision(String dtype, String hex, float first, float second)
      throws Exception {
    byte[] data = HexFormat.of().parseHex(hex.replace(" ", ""));
    byte[] header =
        "{\"x\":{\"dtype\":\"%s\",\"shape\":[2],\"data_offsets\":[0,%d]}}"
            .formatted(dtype, data.length)
            .getBytes(StandardCharsets.UTF_8);
    var bytes = ByteBuffer.allocate(8 + header.length + data.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header).put(data);
    Path file = Files.write(folder.resolve("x.safetensors"), bytes.array());
    SafeTensors read = SafeTensors.read(file);
    assertEquals(NamedTensor.of("x", Shape.of(2), first, second), read.tensor("x"));
    assertEquals(dtype, read.dtype("x"));
  }

  @Test
  void content_to_be_written_has_the_types_it_is_written_in() {
    var x = NamedTensor.of("x", Shape.of(1), 1f);
    assertEquals("F32", SafeTensors.of(List.of(x), Map.of()).dtype("x"));
  }
}
