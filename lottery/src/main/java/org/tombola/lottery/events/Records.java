package org.tombola.lottery.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The framing of a TFRecord file: records one after the other, each with its length and checksums.
///
/// | bytes | content |
/// |---|---|
/// | 8 | `n`, the length of the data, little-endian |
/// | 4 | masked CRC-32C of those 8 bytes |
/// | n | the data |
/// | 4 | masked CRC-32C of the data |
final class Records {
  private static final int MASK = 0xA282EAD8;

  private Records() {}

  static ByteBuffer framed(byte[] data) {
    var frame = ByteBuffer.allocate(16 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(data.length);
    return frame
        .putInt(masked(frame.array(), 8))
        .put(data)
        .putInt(masked(data, data.length))
        .flip();
  }

  /// Rotated and shifted, so that the checksum of bytes that hold checksums stays a good one.
  private static int masked(byte[] bytes, int count) {
    var crc = new CRC32C();
    crc.update(bytes, 0, count);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
