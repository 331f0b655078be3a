package org.tombola.kernels.cuda.ptx;

import java.util.Map;
import org.tombola.kernels.cuda.ptx.Instruction.Kind;
import org.tombola.kernels.cuda.ptx.Instruction.Step;

/// Makes instructions of statements: names are looked up here, once, and not when they run.
final class Decoder {
  private final Registers registers;
  private final Map<String, Integer> parameters;
  private final Map<String, Integer> labels;

  /// @param parameters where each begins, in bytes
  /// @param labels the instruction after each
  Decoder(Registers registers, Map<String, Integer> parameters, Map<String, Integer> labels) {
    this.registers = registers;
    this.parameters = parameters;
    this.labels = labels;
  }

  Instruction decode(Statement s) {
    int guard = s.guard().isEmpty() ? -1 : registers.predicate(s.guard());
    return switch (s.head()) {
      case "bra" -> {
        Integer target = labels.get(s.operand(0));
        if (target == null) {
          throw new Fault("line " + s.line() + ": no label " + s.operand(0));
        }
        yield new Instruction(Kind.BRANCH, Step.NOTHING, guard, target, s);
      }
      case "ret", "exit" -> new Instruction(Kind.EXIT, Step.NOTHING, guard, 0, s);
      case "bar" -> {
        if (!s.opcode().equals("bar.sync") || !s.operand(0).equals("0")) {
          throw s.unknown();
        }
        yield new Instruction(Kind.BARRIER, Step.NOTHING, guard, 0, s);
      }
      default -> new Instruction(Kind.STEP, step(s), guard, 0, s);
    };
  }

  private Step step(Statement s) {
    return switch (s.head()) {
      case "ld" -> s.has("param") ? parameter(s) : MemoryAccess.load(s, registers);
      case "st" -> MemoryAccess.store(s, registers);
      case "cp" -> AsyncCopy.decode(s, registers);
      case "shfl" -> Shuffle.decode(s, registers);
      case "mma" -> MatrixUnit.decode(s, registers);
      case "setp" -> Comparison.decode(s, registers);
      case "selp" -> Selection.decode(s, registers);
      case "mov", "cvta" -> Moves.move(s, registers);
      case "cvt" -> Moves.convert(s, registers);
      default ->
          switch (s.type()) {
            case "f32" -> Reals.decode(s, registers);
            case "pred" -> Selection.logic(s, registers);
            case "s64", "u64", "b64" -> Wides.decode(s, registers);
            default -> Integers.decode(s, registers);
          };
    };
  }

  /// A parameter is the same for all threads.
  private Step parameter(Statement s) {
    String to = s.operand(0);
    Address from = Address.of(s.operand(1));
    Integer base = parameters.get(from.base());
    if (base == null) {
      throw new Fault("line " + s.line() + ": no parameter " + from.base());
    }
    int word = (base + from.offset()) / Integer.BYTES;
    if (Registers.isReal(to)) {
      int d = registers.real(to);
      return (w, lanes) ->
          w.each(lanes, i -> w.f[d + i] = Float.intBitsToFloat(w.block.parameters()[word]));
    }
    if (Registers.isWide(to)) {
      int d = registers.wide(to);
      return (w, lanes) -> {
        int[] words = w.block.parameters();
        long value = (words[word] & 0xffff_ffffL) | (long) words[word + 1] << 32;
        w.each(lanes, i -> w.d[d + i] = value);
      };
    }
    int d = registers.integer(to);
    return (w, lanes) -> w.each(lanes, i -> w.r[d + i] = w.block.parameters()[word]);
  }
}
