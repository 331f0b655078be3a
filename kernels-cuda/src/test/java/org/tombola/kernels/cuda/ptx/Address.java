package org.tombola.kernels.cuda.ptx;

/// What stands in brackets: `[%rd3+8]`, `[name+4]` or `[%r2]`.
///
/// @param base a register or the name of a variable
/// @param offset bytes
record Address(String base, int offset) {
  static Address of(String operand) {
    String inner = operand.substring(1, operand.length() - 1).strip();
    int plus = inner.indexOf('+');
    return plus < 0
        ? new Address(inner, 0)
        : new Address(inner.substring(0, plus), Integer.parseInt(inner.substring(plus + 1)));
  }
}
