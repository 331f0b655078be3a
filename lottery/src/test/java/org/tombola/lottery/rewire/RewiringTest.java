package org.tombola.lottery.rewire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tombola.engine.Gradients;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Names;
import org.tombola.nn.Phase;
import org.tombola.nn.Weights;
import org.tombola.nn.layers.Linear;
import org.tombola.nn.models.Models;
import org.tombola.nn.optim.Sgd;

class RewiringTest {
  private static final Shape SHAPE = Shape.of(1, 6);

  private static NamedMask mask(boolean... keeps) {
    return NamedMask.of("layer", Shape.of(1, keeps.length), keeps);
  }

  @Test
  void the_smallest_go_and_those_with_the_highest_scores_come() {
    float[] weights = {0.5f, -0.1f, 0, 0.3f, 0, -0.2f};
    NamedMask before = mask(true, true, false, true, false, true);
    NamedMask after = Exchange.exchanged(before, weights, new float[] {9, 1, 7, 9, 2, 3}, 2);
    assertEquals(SHAPE, after.shape());
    // 1 and 5 go; of 1, 2, 4 and 5 then 2 and 5 have the highest scores.
    assertArrayEquals(new boolean[] {true, false, true, true, false, true}, after.toArray());
    NamedMask ties = Exchange.exchanged(before, new float[6], new float[6], 1);
    assertArrayEquals(before.toArray(), ties.toArray(), "the first of equals goes and comes");
    assertArrayEquals(
        new boolean[] {true, false, false, true, false, true},
        Exchange.dropped(before, weights, 1).toArray());
  }

  /// A network, its sparse mask and a way to train it a step.
  private static final class Bench {
    final Module network =
        Models.create("lenet-300-100", Shape.of(1, 4, 4), 3, Init.KAIMING_NORMAL, new Rng(1));
    final Mask start = sparse(network);
    final Sgd sgd = new Sgd(network, 0.9f, false, 0.01f);
    final Rewiring rewiring;

    Bench(RewireRule rule, int every) {
      var plan = new RewirePlan(rule, every, 0.5, 0, 30);
      Mask begin = rule.startsDense() ? Mask.dense(network) : start;
      begin.bind(network);
      rewiring = new Rewiring(plan, network, begin, start, new Rng(3), "test");
    }

    Gradients step(int step) {
      Gradients gradients = rewiring.gradients(step, this::gradients);
      if (!rewiring.replacesUpdate(step)) {
        sgd.step(gradients, 0.1f);
      }
      rewiring.after(step, sgd);
      return gradients;
    }

    Gradients gradients() {
      float[] x = new float[8 * 16];
      for (int i = 0; i < x.length; i++) {
        x[i] = new Rng(7).stream("x").uniform(i);
      }
      int[] y = {0, 1, 2, 0, 1, 2, 0, 1};
      return Tape.gradients(
          () ->
              network
                  .forward(Tensor.batch(Shape.of(8, 1, 4, 4), x), Phase.TRAIN)
                  .softmaxCrossEntropy(y)
                  .mean());
    }
  }

  /// About every tenth weight stays.
  private static Mask sparse(Module network) {
    return Mask.of(
        Mask.dense(network).layers().stream()
            .map(
                layer -> {
                  boolean[] keeps = new boolean[layer.shape().size()];
                  for (int i = 0; i < keeps.length; i++) {
                    keeps[i] = new Rng(5).stream(layer.name()).uniform(i) < 0.1f;
                  }
                  return NamedMask.of(layer.name(), layer.shape(), keeps);
                })
            .toList());
  }

  private static List<Integer> counts(Mask mask) {
    return mask.layers().stream().map(Mask::kept).toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = RewireRule.class,
      names = {"SET", "RIGL", "SNFS"})
  void counts_stay_and_what_comes_begins_at_zero(RewireRule rule) {
    var bench = new Bench(rule, 2);
    bench.step(1);
    Weights before = Weights.of(bench.network);
    bench.step(2);
    Mask mask = bench.rewiring.mask();
    assertEquals(counts(bench.start), counts(mask));
    assertNotEquals(bench.start, mask);
    Weights after = Weights.of(bench.network);
    int came = 0;
    for (NamedMask layer : mask.layers()) {
      for (int i = 0; i < layer.shape().size(); i++) {
        if (layer.keeps(i) && !bench.start.layer(layer.name()).keeps(i)) {
          assertEquals(0f, after.get(layer.name()).at(i));
          came++;
        }
      }
    }
    assertTrue(came > 100, "came " + came);
    assertEquals(mask.apply(after), after, "pruned weights are +0");
    assertEquals(mask.apply(bench.sgd.state()), bench.sgd.state(), "and their averages");
    if (rule == RewireRule.RIGL) {
      assertEquals(mask.apply(before), after, "instead of an update");
    }
    for (int step = 3; step <= 6; step++) {
      bench.step(step);
    }
    assertEquals(counts(bench.start), counts(bench.rewiring.mask()));
  }

  @Test
  void what_comes_has_the_largest_gradient_of_the_dense_network() {
    var bench = new Bench(RewireRule.RIGL, 1);
    var parameters = bench.network.parameters().toList();
    var fc2 = parameters.stream().filter(p -> p.name().equals("fc2.weight")).findFirst();
    float[] weights = Weights.of(bench.network).get("fc2.weight").toArray();
    parameters.forEach(p -> p.mask(null));
    float[] dense = bench.gradients().of(fc2.orElseThrow().tensor()).toArray();
    bench.start.bind(bench.network);
    bench.step(1);
    NamedMask before = bench.start.layer("fc2.weight");
    NamedMask after = bench.rewiring.mask().layer("fc2.weight");
    int count = (int) (0.25 * (1 + StrictMath.cos(Math.PI / 30)) * Mask.kept(before));
    NamedMask kept = Exchange.dropped(before, weights, count);
    double least =
        IntStream.range(0, dense.length)
            .filter(i -> after.keeps(i) && !kept.keeps(i))
            .mapToDouble(i -> Math.abs(dense[i]))
            .min()
            .orElseThrow();
    double most =
        IntStream.range(0, dense.length)
            .filter(i -> !after.keeps(i))
            .mapToDouble(i -> Math.abs(dense[i]))
            .max()
            .orElseThrow();
    assertTrue(least >= most && most > 0, least + " and " + most);
  }

  @ParameterizedTest
  @EnumSource(
      value = RewireRule.class,
      names = {"GRADUAL", "GRADUAL_RANDOM"})
  void a_mask_that_shrinks_ends_with_the_counts_asked_for(RewireRule rule) {
    var bench = new Bench(rule, 10);
    Mask last = bench.rewiring.mask();
    for (int step = 1; step <= 30; step++) {
      bench.step(step);
      assertTrue(bench.rewiring.mask().within(last));
      last = bench.rewiring.mask();
    }
    assertEquals(counts(bench.start), counts(last));
  }

  /// 1,000 weights on the way to 50, of which those that go are the smallest or any.
  @ParameterizedTest
  @EnumSource(
      value = RewireRule.class,
      names = {"GRADUAL", "GRADUAL_RANDOM"})
  void a_mask_shrinks_by_the_cube_of_what_is_left_of_the_way(RewireRule rule) {
    Module layer = Linear.of(Names.ROOT, 20, 50, Initializer.of(Init.KAIMING_NORMAL, new Rng(1)));
    float[] weights = Weights.of(layer).get("weight").toArray();
    boolean[] keeps = new boolean[1000];
    Arrays.fill(keeps, 0, 50, true);
    Mask target = Mask.of(List.of(NamedMask.of("weight", Shape.of(50, 20), keeps)));
    var plan = new RewirePlan(rule, 10, 0.5, 100, 140);
    Mask dense = Mask.dense(layer);
    var rewiring = new Rewiring(plan, layer, dense, target, new Rng(2), "test");
    var sgd = new Sgd(layer, 0.9f, false, 0);
    var left = new ArrayList<Integer>();
    for (int step = 99; step <= 150; step++) {
      rewiring.after(step, sgd);
      if (step % 10 == 0) {
        left.add(Mask.kept(rewiring.mask().layer("weight")));
      }
    }
    // 1000 − 950 · (1 − (1 − u)³) with u = 0, 1/4, 1/2, 3/4, 1, and nothing after.
    assertEquals(List.of(1000, 451, 169, 65, 50, 50), left);
    double[] sizes =
        IntStream.range(0, 1000).mapToDouble(i -> Math.abs(weights[i])).sorted().toArray();
    long large =
        IntStream.range(0, 1000)
            .filter(i -> rewiring.mask().layer("weight").keeps(i))
            .filter(i -> Math.abs(weights[i]) >= sizes[950])
            .count();
    assertTrue(rule == RewireRule.GRADUAL ? large == 50 : large < 20, "of the largest " + large);
  }

  @ParameterizedTest
  @EnumSource(RewireRule.class)
  void gone_on_from_a_checkpoint_it_ends_in_the_same_mask(RewireRule rule) {
    var whole = new Bench(rule, 3);
    var second = new Bench(rule, 3);
    for (int step = 1; step <= 4; step++) {
      whole.step(step);
    }
    whole.rewiring.state().ifPresent(second.rewiring::restore);
    Weights.of(whole.network).into(second.network);
    second.sgd.restore(whole.sgd.state());
    for (int step = 5; step <= 10; step++) {
      whole.step(step);
      second.step(step);
    }
    assertEquals(whole.rewiring.mask(), second.rewiring.mask());
    assertEquals(Weights.of(whole.network), Weights.of(second.network));
  }

  /// What is measured of a mask that is drawn is a mean over ten others, after which the network is
  /// what it was; of any other, one measurement.
  @ParameterizedTest
  @EnumSource(RewireRule.class)
  void a_drawn_mask_is_measured_ten_times(RewireRule rule) {
    var bench = new Bench(rule, 1);
    bench.step(1);
    Weights before = Weights.of(bench.network);
    var seen = new ArrayList<Weights>();
    double mean =
        bench.rewiring.mean(
            () -> {
              seen.add(Weights.of(bench.network));
              return seen.size();
            });
    assertEquals(before, Weights.of(bench.network));
    assertEquals(rule.draws() ? 10 : 1, seen.size());
    assertEquals(rule.draws() ? 5.5 : 1, mean, 1e-12);
    assertEquals(seen.size(), seen.stream().distinct().count());
    assertTrue(!rule.draws() || !seen.contains(before), "the mask of the step is not among them");
  }
}
