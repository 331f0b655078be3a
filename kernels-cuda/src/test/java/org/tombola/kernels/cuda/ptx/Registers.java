package org.tombola.kernels.cuda.ptx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where a warp keeps the registers of a kernel.
///
/// There are four files: 32-bit reals, 32-bit integers (which also hold 16-bit ones), 64-bit
/// integers and predicates. A register of the first three is a row of 32 numbers, one a lane; a
/// predicate is one bit a lane. A constant in the text becomes a register that nobody writes, and
/// so do the special registers that tell a thread which it is.
final class Registers {
  /// Those that kernels ask for, in the order of their rows.
  static final List<String> SPECIAL =
      List.of("%tid.x", "%ntid.x", "%ctaid.x", "%ctaid.y", "%ctaid.z");

  private static final int LANES = Warp.LANES;

  private final Map<String, Integer> declared;
  private final Map<String, Integer> variables;
  private final Map<Integer, Integer> realConstants = new HashMap<>();
  private final Map<Integer, Integer> integerConstants = new HashMap<>();
  private final Map<Long, Integer> wideConstants = new HashMap<>();
  private final int special;

  /// @param declared how many registers of each kind of name there are
  /// @param variables addresses of the variables in shared memory
  Registers(Map<String, Integer> declared, Map<String, Integer> variables) {
    this.declared = declared;
    this.variables = variables;
    special = count("%r") + count("%rs");
  }

  private int count(String prefix) {
    return declared.getOrDefault(prefix, 0);
  }

  static boolean isReal(String operand) {
    return operand.startsWith("%f");
  }

  static boolean isWide(String operand) {
    return operand.startsWith("%rd");
  }

  private static int number(String register) {
    int digits = register.length();
    while (Character.isDigit(register.charAt(digits - 1))) {
      digits--;
    }
    return Integer.parseInt(register.substring(digits));
  }

  /// Where the row of a register or constant begins among the reals.
  int real(String operand) {
    if (isReal(operand)) {
      return LANES * number(operand);
    }
    int bits =
        operand.startsWith("0f")
            ? Integer.parseUnsignedInt(operand.substring(2), 16)
            : Float.floatToRawIntBits(Float.parseFloat(operand));
    int next = count("%f") + realConstants.size();
    return LANES * realConstants.computeIfAbsent(bits, _ -> next);
  }

  /// Likewise among the integers.
  int integer(String operand) {
    int which = SPECIAL.indexOf(operand);
    if (which >= 0) {
      return LANES * (special + which);
    }
    if (operand.startsWith("%rs")) {
      return LANES * (count("%r") + number(operand));
    }
    if (operand.startsWith("%r")) {
      return LANES * number(operand);
    }
    int next = special + SPECIAL.size() + integerConstants.size();
    return LANES * integerConstants.computeIfAbsent((int) constant(operand), _ -> next);
  }

  /// Likewise among the 64-bit integers.
  int wide(String operand) {
    if (isWide(operand)) {
      return LANES * number(operand);
    }
    int next = count("%rd") + wideConstants.size();
    return LANES * wideConstants.computeIfAbsent(constant(operand), _ -> next);
  }

  /// Which of the predicates it is.
  int predicate(String operand) {
    return number(operand);
  }

  private long constant(String operand) {
    Integer address = variables.get(operand);
    if (address != null) {
      return address;
    }
    try {
      return Long.decode(operand.replace("U", ""));
    } catch (NumberFormatException _) {
      throw new Fault("no register, constant or shared variable is called " + operand);
    }
  }

  float[] reals() {
    float[] file = new float[LANES * (count("%f") + realConstants.size())];
    realConstants.forEach((bits, row) -> fill(file, row, Float.intBitsToFloat(bits)));
    return file;
  }

  int[] integers() {
    int[] file = new int[LANES * (special + SPECIAL.size() + integerConstants.size())];
    integerConstants.forEach((value, row) -> fill(file, row, value));
    return file;
  }

  long[] wides() {
    long[] file = new long[LANES * (count("%rd") + wideConstants.size())];
    wideConstants.forEach((value, row) -> fill(file, row, value));
    return file;
  }

  int[] predicates() {
    return new int[count("%p")];
  }

  private static void fill(float[] file, int row, float value) {
    Arrays.fill(file, LANES * row, LANES * (row + 1), value);
  }

  private static void fill(int[] file, int row, int value) {
    Arrays.fill(file, LANES * row, LANES * (row + 1), value);
  }

  private static void fill(long[] file, int row, long value) {
    Arrays.fill(file, LANES * row, LANES * (row + 1), value);
  }
}
