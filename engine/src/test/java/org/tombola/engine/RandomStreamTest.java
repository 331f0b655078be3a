package org.tombola.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  private static final int DRAWS = 200_000;

  /// The published known answers of Random123 for `philox4x32 10`.
  @Test
  void philox_gives_the_published_known_answers() {
    assertBlock(0L, 0L, 0L, 0x6627e8d5e169c58dL, 0xbc57ac4c9b00dbd8L);
    assertBlock(-1L, -1L, -1L, 0x408f276d41c83b0eL, 0xa20bc7c66d5451fdL);
    assertBlock(
        0x85a308d3_243f6a88L,
        0x03707344_13198a2eL,
        0x299f31d0_a4093822L,
        0xd16cfe0994fdccebL,
        0x5001e42024126ea1L);
  }

  /// `first` and `second` are printed word 0 before word 1; a stream's low half is word 0.
  private static void assertBlock(long low, long high, long key, long first, long second) {
    assertEquals(Long.rotateLeft(first, 32), RandomStream.philox(low, high, key, 0));
    assertEquals(Long.rotateLeft(second, 32), RandomStream.philox(low, high, key, 2));
  }

  @Test
  void a_number_depends_on_seed_name_and_index_only() {
    RandomStream stream = new Rng(7).stream("order");
    long before = stream.bits(5);
    var unused = stream.permutation(100, 0);
    assertEquals(before, new Rng(7).stream("order").bits(5));
    assertNotEquals(before, new Rng(8).stream("order").bits(5));
    assertNotEquals(before, new Rng(7).stream("orders").bits(5));
    assertNotEquals(before, stream.bits(6));
    assertEquals(100, unused.length);
  }

  @Test
  void high_halves_of_seed_and_index_matter() {
    RandomStream stream = new Rng(1).stream("x");
    assertNotEquals(stream.bits(1), stream.bits(1 + (1L << 32)));
    assertNotEquals(stream.bits(1), new Rng(1 + (1L << 32)).stream("x").bits(1));
  }

  @Test
  void names_differing_in_one_letter_give_uncorrelated_streams() {
    RandomStream a = new Rng(3).stream("init/fc1.weight");
    RandomStream b = new Rng(3).stream("init/fc2.weight");
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      sum += (a.uniform(i) - 0.5) * (b.uniform(i) - 0.5) * 12;
    }
    // The mean of DRAWS products of unit variance has standard deviation 1/√DRAWS; allow 4.
    assertEquals(0, sum / DRAWS, 4 / Math.sqrt(DRAWS));
  }

  @Test
  void uniform_stays_below_one_and_has_its_moments() {
    RandomStream stream = new Rng(11).stream("uniform");
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      float u = stream.uniform(i);
      assertTrue(u >= 0f && u < 1f);
      sum += u;
      squares += (double) u * u;
    }
    assertEquals(1 / 2., sum / DRAWS, 4 * Math.sqrt(1 / 12. / DRAWS));
    assertEquals(1 / 3., squares / DRAWS, 4 * Math.sqrt(4 / 45. / DRAWS));
  }

  @Test
  void gaussian_has_the_first_four_moments() {
    RandomStream stream = new Rng(11).stream("gaussian");
    double[] moments = new double[5];
    for (int i = 0; i < DRAWS; i++) {
      double z = stream.gaussian(i);
      assertTrue(Double.isFinite(z));
      for (int k = 1; k <= 4; k++) {
        moments[k] += Math.pow(z, k) / DRAWS;
      }
    }
    // Var zᵏ = E z²ᵏ − (E zᵏ)²: 1, 2, 15, 96.
    assertEquals(0, moments[1], 4 * Math.sqrt(1. / DRAWS));
    assertEquals(1, moments[2], 4 * Math.sqrt(2. / DRAWS));
    assertEquals(0, moments[3], 4 * Math.sqrt(15. / DRAWS));
    assertEquals(3, moments[4], 4 * Math.sqrt(96. / DRAWS));
  }

  @Test
  void below_reaches_every_value_evenly_and_nothing_else() {
    RandomStream stream = new Rng(2).stream("below");
    int[] counts = new int[7];
    for (int i = 0; i < DRAWS; i++) {
      counts[stream.below(i, 7)]++;
    }
    double expected = DRAWS / 7.;
    for (int count : counts) {
      assertEquals(expected, count, 4.5 * Math.sqrt(expected));
    }
  }

  @Test
  void below_keeps_its_bounds_at_the_extremes() {
    RandomStream stream = new Rng(2).stream("below");
    assertTrue(LongStream.range(0, 1000).allMatch(i -> stream.below(i, 1) == 0));
    var wide = LongStream.range(0, 1000).mapToInt(i -> stream.below(i, Integer.MAX_VALUE));
    var range = wide.summaryStatistics();
    assertTrue(range.getMin() >= 0);
    assertTrue(range.getMax() > Integer.MAX_VALUE * 0.99);
  }

  @Test
  void permutation_holds_every_number_once() {
    RandomStream stream = new Rng(5).stream("order");
    for (int n : new int[] {0, 1, 2, 17, 1000}) {
      int[] order = stream.permutation(n, 40);
      Arrays.sort(order);
      assertArrayEquals(IntStream.range(0, n).toArray(), order);
    }
  }

  @Test
  void every_permutation_of_three_is_equally_likely() {
    RandomStream stream = new Rng(5).stream("order");
    int[] counts = new int[6];
    int rounds = 60_000;
    for (int i = 0; i < rounds; i++) {
      int[] p = stream.permutation(3, 3L * i);
      counts[2 * p[0] + (p[1] > p[2] ? 1 : 0)]++;
    }
    for (int count : counts) {
      assertEquals(10_000, count, 4.5 * 100);
    }
  }
}
