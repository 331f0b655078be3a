package org.tombola.nn;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Reads [SafeTensors]. Nothing the file claims is believed: sizes are compared with the file's own
/// before anything is allocated.
final class SafeTensorsReader {
  /// The format's own limit for the header.
  private static final long MAX_HEADER = 100_000_000;

  private static final int CHUNK = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

  private SafeTensorsReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static SafeTensors read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new WeightsException(
          file + (Files.exists(file) ? ": is not a file" : ": no such file"));
    }
    try (var channel = FileChannel.open(file)) {
      return new SafeTensorsReader(file, channel).content();
    } catch (EOFException e) {
      throw new WeightsException(file + ": became shorter while it was read", e);
    } catch (IOException e) {
      throw new WeightsException(file + ": cannot be read: " + e, e);
    }
  }

  private SafeTensors content() throws IOException {
    long size = channel.size();
    if (size < 8) {
      throw failure(size + " bytes, expected at least 8 for the header's length");
    }
    fill(8);
    long headerLength = chunk.getLong();
    if (headerLength < 0 || headerLength > MAX_HEADER) {
      throw failure(
          "the header's length is %d, expected 0 to %d: not a safetensors file"
              .formatted(headerLength, MAX_HEADER));
    }
    if (headerLength > size - 8) {
      throw failure(
          "the header's length is %d, but only %d bytes follow: truncated or not safetensors"
              .formatted(headerLength, size - 8));
    }
    byte[] header = new byte[(int) headerLength];
    readInto(ByteBuffer.wrap(header));
    SafeTensorsHeader described = SafeTensorsHeader.parse(file, header, size - 8 - headerLength);
    List<Entry> entries = new ArrayList<>();
    var types = new HashMap<String, DType>();
    for (SafeTensorsHeader.Slot slot : described.slots()) {
      types.put(slot.name(), slot.type());
      entries.add(entry(slot));
    }
    return new SafeTensors(file.toString(), entries, described.metadata(), types);
  }

  private Entry entry(SafeTensorsHeader.Slot slot) throws IOException {
    if (slot.type() == DType.BOOL) {
      return NamedMask.owning(slot.name(), slot.shape(), booleans(slot));
    } else if (slot.type() == DType.I64 && slot.shape().rank() == 0) {
      return new NamedCount(slot.name(), number());
    }
    return NamedTensor.owning(slot.name(), slot.shape(), floats(slot));
  }

  private float[] floats(SafeTensorsHeader.Slot slot) throws IOException {
    DType type = slot.type();
    float[] values = new float[slot.shape().size()];
    for (int done = 0; done < values.length; ) {
      int now = Math.min(CHUNK / type.bytes(), values.length - done);
      fill(now * type.bytes());
      for (int end = done + now; done < end; done++) {
        values[done] = type.next(chunk);
      }
    }
    return values;
  }

  private long number() throws IOException {
    fill(Long.BYTES);
    return chunk.getLong();
  }

  private boolean[] booleans(SafeTensorsHeader.Slot slot) throws IOException {
    boolean[] values = new boolean[slot.shape().size()];
    for (int i = 0; i < values.length; i++) {
      if (i % CHUNK == 0) {
        fill(Math.min(CHUNK, values.length - i));
      }
      byte value = chunk.get();
      if (value != 0 && value != 1) {
        throw failure(
            "tensor '%s' of type BOOL has the byte %d at index %d, expected 0 or 1"
                .formatted(SafeTensorsHeader.printable(slot.name()), value & 0xFF, i));
      }
      values[i] = value == 1;
    }
    return values;
  }

  /// The next `count` bytes, in [#chunk] from its start.
  private void fill(int count) throws IOException {
    readInto(chunk.clear().limit(count));
    chunk.flip();
  }

  private void readInto(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException();
      }
    }
  }

  private WeightsException failure(String message) {
    return new WeightsException(file + ": " + message);
  }
}
