package org.tombola.kernels.cuda.ptx;

import java.util.List;
import org.tombola.kernels.cuda.ptx.Instruction.Step;

/// `ld` and `st`, global and shared, of one 32-bit word or a vector of them, or of a 64-bit number.
///
/// A vector is one access: it must be aligned to its whole size.
final class MemoryAccess {
  private final boolean shared;
  private final int base; // row of the addresses: wides for global memory, integers for shared
  private final int offset; // bytes
  private final int[] rows; // of the registers
  private final boolean real;

  private MemoryAccess(Statement s, Registers registers, int address, int values) {
    shared = s.has("shared");
    if (!shared && !s.has("global")) {
      throw s.unknown();
    }
    Address where = Address.of(s.operand(address));
    base = shared ? registers.integer(where.base()) : registers.wide(where.base());
    offset = where.offset();
    List<String> names = s.vector(values);
    real = s.type().equals("f32");
    rows = new int[names.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = real ? registers.real(names.get(i)) : registers.integer(names.get(i));
    }
  }

  static Step load(Statement s, Registers registers) {
    if (s.type().equals("u64") && s.has("global")) {
      return wide(s, registers);
    }
    if (!s.type().equals("f32") && !s.type().equals("u32")) {
      throw s.unknown();
    }
    MemoryAccess access = new MemoryAccess(s, registers, 1, 0);
    return access::load;
  }

  static Step store(Statement s, Registers registers) {
    if (!s.type().equals("f32") && !s.type().equals("u32")) {
      throw s.unknown();
    }
    MemoryAccess access = new MemoryAccess(s, registers, 0, 1);
    return access::store;
  }

  private long address(Warp w, int lane) {
    return offset + (shared ? w.r[base + lane] : w.d[base + lane]);
  }

  private Region region(Warp w, int lane, long address) {
    return shared ? w.block.shared() : w.block.global().region(w, lane, address);
  }

  private void load(Warp w, int lanes) {
    int count = rows.length;
    for (int left = lanes; left != 0; left &= left - 1) {
      int lane = Integer.numberOfTrailingZeros(left);
      long address = address(w, lane);
      Region region = region(w, lane, address);
      int word = region.word(w, lane, address, Integer.BYTES * count);
      w.block.tally().read(shared, count);
      for (int j = 0; j < count; j++) {
        region.reading(w, lane, word + j);
        int bits = region.words[word + j];
        if (real) {
          w.f[rows[j] + lane] = Float.intBitsToFloat(bits);
        } else {
          w.r[rows[j] + lane] = bits;
        }
      }
    }
  }

  private void store(Warp w, int lanes) {
    int count = rows.length;
    for (int left = lanes; left != 0; left &= left - 1) {
      int lane = Integer.numberOfTrailingZeros(left);
      long address = address(w, lane);
      Region region = region(w, lane, address);
      int word = region.word(w, lane, address, Integer.BYTES * count);
      for (int j = 0; j < count; j++) {
        region.writing(w, lane, word + j);
        int at = rows[j] + lane;
        region.words[word + j] = real ? Float.floatToRawIntBits(w.f[at]) : w.r[at];
      }
    }
  }

  private static Step wide(Statement s, Registers registers) {
    int d = registers.wide(s.operand(0));
    Address where = Address.of(s.operand(1));
    int base = registers.wide(where.base());
    int offset = where.offset();
    return (w, lanes) ->
        w.each(
            lanes,
            lane -> {
              long address = w.d[base + lane] + offset;
              Region region = w.block.global().region(w, lane, address);
              int word = region.word(w, lane, address, Long.BYTES);
              w.block.tally().read(false, 2);
              region.reading(w, lane, word);
              region.reading(w, lane, word + 1);
              long low = region.words[word] & 0xffff_ffffL;
              w.d[d + lane] = low | (long) region.words[word + 1] << 32;
            });
  }
}
