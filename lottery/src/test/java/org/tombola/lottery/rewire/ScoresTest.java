package org.tombola.lottery.rewire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Gradients;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;
import org.tombola.nn.optim.Sgd;
import org.tombola.nn.optim.WeightDecay;

/// One layer of four weights `w = (1, -2, 3, -4)` and the loss `L = Σ c · (w ⊙ g)` with `c = (1, 1,
/// -1, 2)`, whose gradient by the effective weights is c, by the masks `c · w = (1, -2, -3, -8)`.
class ScoresTest {
  private static final Shape SHAPE = Shape.of(2, 2);
  private static final float[] W = {1, -2, 3, -4};
  private static final float[] C = {1, 1, -1, 2};

  private final Parameter weight = new Parameter("w", Role.WEIGHT, SHAPE);

  private Scores scores(RewireRule rule, boolean... target) {
    weight.write(W);
    Mask mask = Mask.of(List.of(NamedMask.of("w", SHAPE, target)));
    return new Scores(rule, List.of(weight), mask, new Rng(1), "test");
  }

  private static Scores set(Scores scores, float... values) {
    scores.parameters().getFirst().write(values);
    return scores;
  }

  private Gradients loss() {
    return Tape.gradients(() -> weight.tensor().times(Tensor.of(SHAPE, C)).sum());
  }

  private float[] gradient(Scores scores) {
    return scores.gradients(loss()).of(scores.parameters().getFirst().tensor()).toArray();
  }

  @Test
  void the_largest_scores_keep_their_weights() {
    Scores scores =
        set(scores(RewireRule.EDGE_POPUP, true, true, false, false), 0.1f, -0.9f, 0.5f, -0.2f);
    Mask mask = scores.choose(1);
    assertArrayEquals(new boolean[] {false, true, true, false}, mask.layer("w").toArray());
    assertArrayEquals(new float[] {0, -2, 3, 0}, weight.toArray());
    // Of a pruned weight too, and with the sign of the score, whose size it is about.
    assertArrayEquals(new float[] {1, 2, -3, 8}, gradient(scores));
  }

  @Test
  void a_step_brings_back_a_weight_as_it_was() {
    Scores scores =
        set(scores(RewireRule.EDGE_POPUP, true, true, false, false), 0.5f, 0.4f, 0.35f, 0.2f);
    scores.choose(1);
    assertArrayEquals(new float[] {1, -2, 0, 0}, weight.toArray());
    new Sgd(scores.parameters(), 0, false, WeightDecay.ofAll(0))
        .step(scores.gradients(loss()), 0.1f);
    // s = (0.4, 0.6, 0.65, 1.0)
    scores.choose(2);
    assertArrayEquals(new float[] {0, 0, 3, -4}, weight.toArray());
  }

  @Test
  void a_probability_has_the_slope_of_the_sigmoid() {
    Scores scores =
        set(
            scores(RewireRule.SUPERMASK, true, true, false, false),
            0f,
            (float) Math.log(3),
            30f,
            -30f);
    Mask mask = scores.choose(1);
    assertTrue(mask.layer("w").keeps(2), "as good as certain");
    assertEquals(0f, weight.toArray()[3]);
    float[] gradient = gradient(scores);
    assertEquals(1 * 0.25, gradient[0], 1e-6);
    assertEquals(-2 * 0.75 * 0.25, gradient[1], 1e-6);
    assertEquals(0, gradient[2], 1e-6);
  }

  @Test
  void rescaled_layers_are_multiplied_by_size_over_ones() {
    Scores scores =
        set(scores(RewireRule.SUPERMASK_RESCALED, true, true, false, false), 30, -30, -30, -30);
    scores.choose(1);
    assertArrayEquals(new float[] {4, 0, 0, 0}, weight.toArray());
  }

  /// `L(g) = Σ c w g · 4 / Σg`, differentiated at the mask by differences, times the slope of σ.
  @Test
  void the_factor_of_a_rescaled_layer_has_a_slope_too() {
    Scores scores =
        set(scores(RewireRule.SUPERMASK_RESCALED, true, true, false, false), 30, -30, 30, -30);
    scores.choose(1);
    assertArrayEquals(new float[] {2, 0, 6, 0}, weight.toArray());
    set(scores, 0, 0, 0, 0);
    float[] gradient = gradient(scores);
    double h = 1e-4;
    for (int i = 0; i < 4; i++) {
      double[] g = {1, 0, 1, 0};
      g[i] += h;
      double more = rescaled(g);
      g[i] -= 2 * h;
      assertEquals(0.25 * (more - rescaled(g)) / (2 * h), gradient[i], 1e-4, "of score " + i);
    }
  }

  private static double rescaled(double[] g) {
    double sum = 0;
    double ones = 0;
    for (int i = 0; i < 4; i++) {
      sum += C[i] * W[i] * g[i];
      ones += g[i];
    }
    return sum * 4 / ones;
  }

  @Test
  void probabilities_begin_at_the_share_of_ones_and_come_true() {
    var large = new Parameter("w", Role.WEIGHT, Shape.of(100, 100));
    float[] ones = new float[10_000];
    Arrays.fill(ones, 1);
    large.write(ones);
    boolean[] target = new boolean[ones.length];
    Arrays.fill(target, 0, 3000, true);
    Mask mask = Mask.of(List.of(NamedMask.of("w", large.shape(), target)));
    var scores = new Scores(RewireRule.SUPERMASK, List.of(large), mask, new Rng(1), "test");
    Mask one = scores.choose(1);
    // Six standard deviations of a binomial.
    assertEquals(0.3, one.density(), 6 * Math.sqrt(0.3 * 0.7 / 10_000));
    assertEquals(one, scores.choose(1));
    assertNotEquals(one, scores.choose(2));
  }

  @Test
  void counts_of_bits_find_what_a_sort_finds() {
    var random = new Rng(4).stream("s");
    float[] scores = new float[5000];
    for (int i = 0; i < scores.length; i++) {
      // Many ties, zeros of both signs, sizes over many powers of two.
      scores[i] = Math.round(3 * random.gaussian(i)) * (float) Math.pow(2, i % 40 - 20);
    }
    List<Integer> ranked =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> Math.abs(scores[i]))
                    .thenComparingInt(i -> i)
                    .reversed())
            .toList();
    for (int count : new int[] {0, 1, 7, 2500, 4999, 5000}) {
      boolean[] expected = new boolean[scores.length];
      ranked.subList(0, count).forEach(i -> expected[i] = true);
      assertArrayEquals(expected, Scores.largest(scores, count), "count " + count);
    }
  }

  @Test
  void goes_on_from_a_checkpoint_of_the_same_layers_only() {
    Scores scores = set(scores(RewireRule.EDGE_POPUP, true, false, false, false), 1, 2, 3, 4);
    Weights state = scores.state();
    set(scores, 9, 8, 7, 6);
    scores.restore(state);
    assertEquals(state, scores.state());
    Weights other = Weights.of(List.of(NamedTensor.of("v", SHAPE, W)));
    assertThrows(WeightsException.class, () -> scores.restore(other));
  }
}
