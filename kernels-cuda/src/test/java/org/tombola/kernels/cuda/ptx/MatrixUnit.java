package org.tombola.kernels.cuda.ptx;

import java.util.List;
import org.tombola.kernels.cuda.ptx.Instruction.Step;

/// `mma.sync`: a warp multiplies a 16 × K by a K × 8 matrix and adds a 16 × 8 one, K being 8 for
/// tf32 and 16 for bfloat16. No lane has a whole row of anything: each holds a fragment.
///
/// Lane 4·g + t, with g in 0 .. 7 and t in 0 .. 3, has in a word of A or B one tf32, or two
/// bfloat16 that are neighbours along K, the lower half first:
///
/// | fragment | word | row | column, in words |
/// |---|---|---|---|
/// | A | 0, 1, 2, 3 | g, g + 8, g, g + 8 | t, t, t + 4, t + 4 |
/// | B | 0, 1 | t, t + 4 (along K) | g |
/// | C and D | 0, 1, 2, 3 | g, g, g + 8, g + 8 | 2t, 2t + 1, 2t, 2t + 1 |
///
/// Products are exact; they are added one after another in float32, where a device may do better.
final class MatrixUnit {
  private static final int M = 16;
  private static final int N = 8;
  private static final int WORDS = 8; // of A or B along K
  private static final int TF32_MASK = -1 << 13; // a device does not look at the rest

  private final boolean halves;
  private final int[] d;
  private final int[] a;
  private final int[] b;
  private final int[] c;

  private MatrixUnit(Statement s, Registers registers, boolean halves) {
    this.halves = halves;
    d = rows(s.vector(0), registers, true);
    a = rows(s.vector(1), registers, false);
    b = rows(s.vector(2), registers, false);
    c = rows(s.vector(3), registers, true);
  }

  static Step decode(Statement s, Registers registers) {
    MatrixUnit unit =
        switch (s.opcode()) {
          case "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32" ->
              new MatrixUnit(s, registers, false);
          case "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32" ->
              new MatrixUnit(s, registers, true);
          default -> throw s.unknown();
        };
    return unit::multiply;
  }

  private static int[] rows(List<String> names, Registers registers, boolean real) {
    return names.stream()
        .mapToInt(name -> real ? registers.real(name) : registers.integer(name))
        .toArray();
  }

  private void multiply(Warp w, int lanes) {
    if (lanes != Warp.ALL) {
      throw w.fault(Integer.numberOfTrailingZeros(lanes), "only a part of the warp multiplies");
    }
    int k = halves ? 2 * WORDS : WORDS;
    float[] left = new float[M * k];
    float[] right = new float[N * k]; // column by column
    for (int lane = 0; lane < Warp.LANES; lane++) {
      int g = lane / 4;
      int t = lane % 4;
      for (int i = 0; i < a.length; i++) {
        unpack(w.r[a[i] + lane], left, (g + i % 2 * 8) * k, t + i / 2 * 4);
      }
      for (int i = 0; i < b.length; i++) {
        unpack(w.r[b[i] + lane], right, g * k, t + i * 4);
      }
    }
    for (int lane = 0; lane < Warp.LANES; lane++) {
      for (int i = 0; i < d.length; i++) {
        int row = lane / 4 + i / 2 * 8;
        int column = lane % 4 * 2 + i % 2;
        float sum = w.f[c[i] + lane];
        for (int j = 0; j < k; j++) {
          sum += left[row * k + j] * right[column * k + j];
        }
        w.f[d[i] + lane] = sum;
      }
    }
  }

  /// @param word its place in the row
  private void unpack(int bits, float[] to, int row, int word) {
    if (halves) {
      to[row + 2 * word] = Float.intBitsToFloat(bits << 16);
      to[row + 2 * word + 1] = Float.intBitsToFloat(bits & 0xffff_0000);
    } else {
      to[row + word] = Float.intBitsToFloat(bits & TF32_MASK);
    }
  }
}
