package org.tombola.kernels.cuda.ptx;

import java.util.ArrayList;
import java.util.List;

/// One instruction as it is written: `@%p1 ld.global.v2.f32 {%f1, %f2}, [%rd3+8];`.
///
/// @param line in the file, from 1
/// @param guard the predicate register it depends on, empty for none
/// @param negated whether it runs where the guard is false
/// @param opcode all of it, `ld.global.v2.f32`
/// @param operands between the commas; a vector is one operand
/// @param text as it stands, for messages
record Statement(
    int line, String guard, boolean negated, String opcode, List<String> operands, String text) {
  static Statement of(int line, String text) {
    String rest = text;
    String guard = "";
    boolean negated = false;
    if (rest.startsWith("@")) {
      int end = blank(rest);
      negated = rest.charAt(1) == '!';
      guard = rest.substring(negated ? 2 : 1, end);
      rest = rest.substring(end).strip();
    }
    int end = blank(rest);
    return new Statement(
        line,
        guard,
        negated,
        rest.substring(0, end),
        operandsOf(rest.substring(end).strip()),
        text.replaceAll("\\s+", " "));
  }

  private static int blank(String text) {
    int at = 0;
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static List<String> operandsOf(String text) {
    List<String> operands = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == ',' && depth == 0) {
        String operand = text.substring(from, i).strip();
        if (!operand.isEmpty()) {
          operands.add(operand);
        }
        from = i + 1;
      }
    }
    return List.copyOf(operands);
  }

  /// The opcode up to its first point: `ld`.
  String head() {
    int point = opcode.indexOf('.');
    return point < 0 ? opcode : opcode.substring(0, point);
  }

  /// The opcode after its last point: `f32`.
  String type() {
    return opcode.substring(opcode.lastIndexOf('.') + 1);
  }

  /// The parts of the opcode between its points.
  List<String> parts() {
    return List.of(opcode.split("\\.", -1));
  }

  /// Whether `.name` is a part of the opcode.
  boolean has(String name) {
    return (opcode + ".").contains("." + name + ".");
  }

  String operand(int i) {
    return operands.get(i);
  }

  /// The elements of an operand in braces; of any other, itself.
  List<String> vector(int i) {
    String operand = operand(i);
    return operand.startsWith("{")
        ? operandsOf(operand.substring(1, operand.length() - 1))
        : List.of(operand);
  }

  Fault unknown() {
    return new Fault("line " + line + ": the interpreter does not know " + text);
  }
}
