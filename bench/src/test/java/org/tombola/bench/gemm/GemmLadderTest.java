package org.tombola.bench.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GemmLadderTest {
  /// Below, at and above every tile, block and vector; 520 is more than one block in each
  /// direction.
  private static final List<Integer> SIZES = List.of(1, 2, 5, 7, 16, 31, 32, 33, 48, 100, 130, 520);

  static List<GemmRung> rungs() {
    List<GemmRung> rungs = new ArrayList<>(GemmLadder.rungs());
    OpenBlasGemm.load(_ -> {}).ifPresent(rungs::add);
    return rungs;
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void multiplies_matrices_of_any_size(GemmRung rung) {
    SIZES.forEach(n -> GemmLadder.checked(rung, n));
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void overwrites_what_was_there(GemmRung rung) {
    int n = 33;
    float[] a = GemmLadder.matrix(n, 3);
    float[] b = GemmLadder.matrix(n, 4);
    float[] c = GemmLadder.matrix(n, 5);
    rung.multiply(n, a, b, c);
    float[] again = c.clone();
    rung.multiply(n, a, b, again);
    assertArrayEquals(c, again);
  }

  @Test
  void exchanging_loops_changes_no_bit() {
    int n = 65;
    float[] a = GemmLadder.matrix(n, 1);
    float[] b = GemmLadder.matrix(n, 2);
    float[] naive = new float[n * n];
    new Gemm0Naive().multiply(n, a, b, naive);
    for (GemmRung rung : List.of(new Gemm1Ikj(), new Gemm2Blocked())) {
      float[] c = new float[n * n];
      rung.multiply(n, a, b, c);
      assertArrayEquals(naive, c, rung.name());
    }
  }

  @Test
  void a_rung_that_leaves_out_a_term_is_found_out() {
    GemmRung wrong =
        new GemmRung() {
          @Override
          public String idea() {
            return "the last term left out";
          }

          @Override
          public void multiply(int n, float[] a, float[] b, float[] c) {
            new Gemm0Naive().multiply(n, a, b, c);
            c[n * n - 1] -= a[n * n - 1] * b[n * n - 1];
          }
        };
    assertThrows(IllegalStateException.class, () -> GemmLadder.checked(wrong, 33));
  }

  @Test
  void the_oracle_loads_where_its_library_is_in_the_jar() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    assumeTrue(System.getProperty("os.arch").equals("amd64"));
    List<String> why = new ArrayList<>();
    assertEquals(
        "OpenBLAS", OpenBlasGemm.load(why::add).map(GemmRung::name).orElse(""), why::toString);
  }
}
