package org.tombola.nn;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The element types of a safetensors file that Tombola reads; constants carry the format's own
/// names. It computes in `F32` and writes `F32`, `BOOL` and single `I64`; the others become `F32`
/// as they are read, rounded to the nearest.
enum DType {
  /// IEEE 754 double precision.
  F64(8),
  /// IEEE 754 single precision.
  F32(4),
  /// IEEE 754 half precision.
  F16(2),
  /// The upper half of an `F32`.
  BF16(2),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U8(1),
  /// One byte, 0 or 1.
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  static DType of(Entry entry) {
    return switch (entry) {
      case NamedTensor _ -> F32;
      case NamedMask _ -> BOOL;
      case NamedCount _ -> I64;
    };
  }

  /// For messages: `F64, F32, ... or BOOL`.
  static String all() {
    return Arrays.stream(values())
            .filter(type -> type != BOOL)
            .map(DType::name)
            .collect(Collectors.joining(", "))
        + " or BOOL";
  }

  /// Per element.
  int bytes() {
    return bytes;
  }

  /// The next number of little-endian `data`.
  float next(ByteBuffer data) {
    return switch (this) {
      case F64 -> (float) data.getDouble();
      case F32 -> data.getFloat();
      case F16 -> Float.float16ToFloat(data.getShort());
      case BF16 -> Float.intBitsToFloat(data.getShort() << 16);
      case I64 -> data.getLong();
      case I32 -> data.getInt();
      case I16 -> data.getShort();
      case I8 -> data.get();
      case U8, BOOL -> data.get() & 0xFF;
    };
  }
}
