package org.tombola.nn;

/// The element types of a safetensors file that Tombola reads and writes; constants carry the
/// format's own names.
enum DType {
  /// IEEE 754 single precision, little-endian.
  F32(4),
  /// A whole number, little-endian; single numbers only.
  I64(8),
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

  /// Per element.
  int bytes() {
    return bytes;
  }
}
