package org.tombola.lottery.events;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A protocol-buffers message under construction, in the kinds of field an event needs.
///
/// A field is its key, `number · 8 + kind`, and its value. Kinds: 0 a varint (seven bits a byte,
/// low ones first, the top bit set on all but the last), 1 eight bytes, 2 a length and that many
/// bytes (texts, inner messages), 5 four bytes; little-endian.
final class Message {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Message varint(int field, long value) {
    key(field, 0);
    varint(value);
    return this;
  }

  Message float64(int field, double value) {
    key(field, 1);
    fixed(Double.doubleToRawLongBits(value), Double.BYTES);
    return this;
  }

  Message float32(int field, float value) {
    key(field, 5);
    fixed(Float.floatToRawIntBits(value), Float.BYTES);
    return this;
  }

  Message text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Message message(int field, Message value) {
    return bytes(field, value.toBytes());
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private Message bytes(int field, byte[] value) {
    key(field, 2);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  private void key(int field, int kind) {
    varint(((long) field << 3) | kind);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  private void fixed(long bits, int count) {
    for (int i = 0; i < count; i++) {
      bytes.write((int) (bits >>> (8 * i)));
    }
  }
}
