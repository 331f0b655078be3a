package org.tombola.kernels.cuda.ptx;

import org.tombola.kernels.cuda.ptx.Instruction.Step;

/// What predicates are for besides branches: `selp` chooses by one, `and`, `or`, `xor` and `not`
/// combine them, for all lanes in one operation.
final class Selection {
  private Selection() {}

  static Step decode(Statement s, Registers registers) {
    int p = registers.predicate(s.operand(3));
    String to = s.operand(0);
    return switch (s.type()) {
      case "f32" -> {
        int d = registers.real(to);
        int a = registers.real(s.operand(1));
        int b = registers.real(s.operand(2));
        yield (w, lanes) -> w.each(lanes, i -> w.f[d + i] = w.f[(w.holds(p, i) ? a : b) + i]);
      }
      case "b64" -> {
        int d = registers.wide(to);
        int a = registers.wide(s.operand(1));
        int b = registers.wide(s.operand(2));
        yield (w, lanes) -> w.each(lanes, i -> w.d[d + i] = w.d[(w.holds(p, i) ? a : b) + i]);
      }
      case "b32", "u32", "u16" -> {
        int d = registers.integer(to);
        int a = registers.integer(s.operand(1));
        int b = registers.integer(s.operand(2));
        yield (w, lanes) -> w.each(lanes, i -> w.r[d + i] = w.r[(w.holds(p, i) ? a : b) + i]);
      }
      default -> throw s.unknown();
    };
  }

  static Step logic(Statement s, Registers registers) {
    int d = registers.predicate(s.operand(0));
    int a = registers.predicate(s.operand(1));
    if (s.head().equals("not")) {
      return (w, lanes) -> w.set(d, ~w.p[a], lanes);
    }
    int b = registers.predicate(s.operand(2));
    return switch (s.head()) {
      case "and" -> (w, lanes) -> w.set(d, w.p[a] & w.p[b], lanes);
      case "or" -> (w, lanes) -> w.set(d, w.p[a] | w.p[b], lanes);
      case "xor" -> (w, lanes) -> w.set(d, w.p[a] ^ w.p[b], lanes);
      default -> throw s.unknown();
    };
  }
}
