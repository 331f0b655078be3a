package org.tombola.nn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes [SafeTensors]: to a temporary file beside the target, forced to disk, then renamed.
final class SafeTensorsWriter {
  private static final JsonMapper JSON = JsonMapper.shared();

  private SafeTensorsWriter() {}

  static void write(SafeTensors content, Path file) {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (var channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        List<Entry> ordered = widestFirst(content);
        writeAll(channel, header(content, ordered));
        for (Entry entry : ordered) {
          writeAll(channel, bytes(entry));
        }
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      deleteQuietly(temporary);
      throw new WeightsException("%s: cannot be written: %s".formatted(file, reason(e)), e);
    }
  }

  /// Eight-byte numbers before four-byte ones before single bytes, so that every number lies on a
  /// multiple of its size and a reader may map the file. The sort is stable.
  private static List<Entry> widestFirst(SafeTensors content) {
    return content.entries().values().stream()
        .sorted(Comparator.comparingInt((Entry entry) -> DType.of(entry).bytes()).reversed())
        .toList();
  }

  /// The header's length and the header, padded with spaces to a multiple of eight.
  private static ByteBuffer header(SafeTensors content, List<Entry> ordered) {
    ObjectNode header = JSON.createObjectNode();
    if (!content.metadata().isEmpty()) {
      ObjectNode metadata = header.putObject(SafeTensors.METADATA);
      content.metadata().forEach(metadata::put);
    }
    long offset = 0;
    for (Entry entry : ordered) {
      DType type = DType.of(entry);
      ObjectNode described = header.putObject(entry.name());
      described.put("dtype", type.name());
      var shape = described.putArray("shape");
      Arrays.stream(entry.shape().dims()).forEach(shape::add);
      long end = offset + type.bytes() * (long) entry.shape().size();
      described.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = JSON.writeValueAsBytes(header);
    int padded = (json.length + 7) / 8 * 8;
    byte[] padding = new byte[padded - json.length];
    Arrays.fill(padding, (byte) ' ');
    return ByteBuffer.allocate(8 + padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(padded)
        .put(json)
        .put(padding)
        .flip();
  }

  private static ByteBuffer bytes(Entry entry) {
    return switch (entry) {
      case NamedTensor tensor -> {
        float[] values = tensor.shared();
        var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        yield bytes;
      }
      case NamedCount count ->
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(count.value()).flip();
      case NamedMask mask -> {
        var bytes = ByteBuffer.allocate(mask.shape().size());
        for (boolean keep : mask.toArray()) {
          bytes.put((byte) (keep ? 1 : 0));
        }
        yield bytes.flip();
      }
    };
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// The exception's kind says what its message, often only a path, does not.
  private static String reason(IOException e) {
    return e instanceof NoSuchFileException
        ? "its folder does not exist"
        : e.getClass().getSimpleName() + " " + e.getMessage();
  }

  private static void deleteQuietly(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException _) {
      // The failure being reported is the one that matters.
    }
  }
}
