package org.tombola.lottery.arm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Rng;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Pruning;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.Moment;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;
import org.tombola.nn.models.LeNet300;
import org.tombola.nn.optim.OptimizerState;

class StartRulesTest {
  private static final String LAYER = "fc1.weight";
  private static final Weights WEIGHTS = trained();
  private static final Mask MASK = half();
  private static final Draws DRAWS = new Draws(3, "arm/level-1", new Fresh());

  private static Module network(long seed) {
    return LeNet300.of(12, 9, 7, 4, Init.GLOROT_NORMAL, new Rng(seed));
  }

  /// Biases are not zero, so a rule that lost them would show.
  private static Weights trained() {
    var tensors = new ArrayList<NamedTensor>();
    for (NamedTensor tensor : Weights.of(network(1)).tensors().values()) {
      float[] values = tensor.toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] += 0.01f * (i % 7);
      }
      tensors.add(NamedTensor.of(tensor.name(), tensor.shape(), values));
    }
    return Weights.of(tensors);
  }

  private static Mask half() {
    return Mask.of(
        Mask.dense(network(0)).layers().stream()
            .map(
                layer -> {
                  boolean[] keeps = new boolean[layer.shape().size()];
                  for (int i = 0; i < keeps.length; i++) {
                    keeps[i] = i % 3 != 1;
                  }
                  return NamedMask.of(layer.name(), layer.shape(), keeps);
                })
            .toList());
  }

  private static Weights apply(String rule, double amount) {
    Weights once = StartRules.named(rule).apply(WEIGHTS, MASK, amount, DRAWS);
    assertEquals(once, StartRules.named(rule).apply(WEIGHTS, MASK, amount, DRAWS), "pure");
    return once;
  }

  private static float[] survivors(Weights weights, String layer) {
    float[] values = weights.get(layer).toArray();
    NamedMask mask = MASK.layer(layer);
    double[] kept =
        IntStream.range(0, values.length).filter(mask::keeps).mapToDouble(i -> values[i]).toArray();
    float[] floats = new float[kept.length];
    for (int i = 0; i < kept.length; i++) {
      floats[i] = (float) kept[i];
    }
    return floats;
  }

  private static float[] sorted(float[] values) {
    float[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }

  private static void assertSameSigns(Weights expected, Weights found) {
    for (NamedMask layer : MASK.layers()) {
      float[] before = survivors(expected, layer.name());
      float[] after = survivors(found, layer.name());
      for (int i = 0; i < before.length; i++) {
        assertEquals(Math.signum(before[i]), Math.signum(after[i]), layer.name());
      }
    }
  }

  @Test
  void kept_changes_nothing() {
    assertEquals(WEIGHTS, apply("kept", 0));
  }

  @Test
  void redrawn_is_another_network_and_may_keep_the_signs() {
    Weights redrawn = apply("redrawn", 0);
    assertEquals(DRAWS.redrawn(), redrawn);
    Weights signed = apply("redrawn-same-signs", 0);
    assertSameSigns(WEIGHTS, signed);
    assertArrayEquals(sizes(redrawn), sizes(signed));
  }

  private static float[] sizes(Weights weights) {
    float[] values = weights.get(LAYER).toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i]);
    }
    return values;
  }

  @Test
  void resampled_takes_only_what_survives() {
    Weights resampled = apply("resampled", 0);
    for (NamedMask layer : MASK.layers()) {
      float[] from = sorted(survivors(WEIGHTS, layer.name()));
      for (float value : survivors(resampled, layer.name())) {
        assertTrue(Arrays.binarySearch(from, value) >= 0, layer.name());
      }
    }
    assertBiasesStay(resampled);
    assertNotEquals(WEIGHTS.get(LAYER), resampled.get(LAYER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shuffled",
        "shuffled-same-signs",
        "shuffled-filters",
        "shuffled-filters-same-signs"
      })
  void shuffled_keeps_the_layers_surviving_weights(String rule) {
    Weights shuffled = apply(rule, 0);
    for (NamedMask layer : MASK.layers()) {
      assertArrayEquals(
          sorted(survivors(WEIGHTS, layer.name())), sorted(survivors(shuffled, layer.name())));
      for (int i = 0; i < layer.shape().size(); i++) {
        if (!layer.keeps(i)) {
          assertEquals(WEIGHTS.get(layer.name()).at(i), shuffled.get(layer.name()).at(i));
        }
      }
    }
    assertNotEquals(WEIGHTS.get(LAYER), shuffled.get(LAYER));
    assertBiasesStay(shuffled);
    if (rule.endsWith("signs")) {
      assertSameSigns(WEIGHTS, shuffled);
    }
  }

  @Test
  void within_filters_each_filter_keeps_its_own() {
    Weights shuffled = apply("shuffled-filters", 0);
    float[] before = WEIGHTS.get(LAYER).toArray(); // (9, 12)
    float[] after = shuffled.get(LAYER).toArray();
    for (int filter = 0; filter < 9; filter++) {
      assertArrayEquals(
          sorted(Arrays.copyOfRange(before, filter * 12, filter * 12 + 12)),
          sorted(Arrays.copyOfRange(after, filter * 12, filter * 12 + 12)));
    }
  }

  @Test
  void over_the_network_weights_leave_their_layer() {
    Weights shuffled = apply("shuffled-network", 0);
    var before = new ArrayList<Float>();
    var after = new ArrayList<Float>();
    for (NamedMask layer : MASK.layers()) {
      for (float value : survivors(WEIGHTS, layer.name())) {
        before.add(value);
      }
      for (float value : survivors(shuffled, layer.name())) {
        after.add(value);
      }
    }
    assertEquals(before.stream().sorted().toList(), after.stream().sorted().toList());
    assertNotEquals(
        List.of(sorted(survivors(WEIGHTS, LAYER))[0]),
        List.of(sorted(survivors(shuffled, LAYER))[0]));
    assertSameSigns(WEIGHTS, apply("shuffled-network-same-signs", 0));
  }

  /// Unit u of the first layer keeps u inputs.
  @Test
  void weights_are_drawn_for_the_inputs_that_survive() {
    Mask mask = MASK.with(List.of(triangle()));
    Weights perUnit = new FanIn(true).apply(WEIGHTS, mask, 0, DRAWS);
    Weights perLayer = new FanIn(false).apply(WEIGHTS, mask, 0, DRAWS);
    for (int unit = 0; unit < 9; unit++) {
      for (int input = 0; input < 12; input++) {
        int i = unit * 12 + input;
        double drawn = DRAWS.of(LAYER).gaussian(i);
        boolean kept = input < unit;
        assertEquals(
            kept ? Math.sqrt(2.0 / unit) * drawn : 0,
            perUnit.get(LAYER).at(i),
            1e-6,
            "unit " + unit);
        assertEquals(kept ? Math.sqrt(2.0 / 4) * drawn : 0, perLayer.get(LAYER).at(i), 1e-6);
      }
    }
    String output = "fc3.weight";
    double before = DRAWS.of(output).gaussian(0);
    int kept = Mask.kept(MASK.layer(output));
    assertEquals(Math.sqrt(4.0 / kept) * before, perLayer.get(output).at(0), 1e-6);
    assertBiasesStay(perUnit);
  }

  private static NamedMask triangle() {
    boolean[] keeps = new boolean[9 * 12];
    for (int i = 0; i < keeps.length; i++) {
      keeps[i] = i % 12 < i / 12;
    }
    return NamedMask.of(LAYER, MASK.layer(LAYER).shape(), keeps);
  }

  @Test
  void noise_is_as_wide_as_asked_for() {
    assertEquals(WEIGHTS, apply("noised", 0));
    float[] before = WEIGHTS.get(LAYER).toArray();
    double deviation = Noised.deviation(before);
    for (double amount : new double[] {0.5, 3}) {
      float[] change = apply("noised", amount).get(LAYER).toArray();
      for (int i = 0; i < change.length; i++) {
        change[i] -= before[i];
      }
      assertEquals(amount * deviation, Noised.deviation(change), 0.15 * amount * deviation);
    }
    assertBiasesStay(apply("noised", 1));
  }

  @Test
  void signs_and_sizes_of_two_moments_are_put_together() {
    Weights init = DRAWS.init();
    assertSameSigns(init, apply("init-signs", 0));
    assertArrayEquals(sizes(WEIGHTS), sizes(apply("init-signs", 0)));
    assertSameSigns(WEIGHTS, apply("init-sizes", 0));
    assertArrayEquals(sizes(init), sizes(apply("init-sizes", 0)));
  }

  @Test
  void a_constant_has_the_layers_deviation() {
    Weights constant = apply("constant", 0);
    assertSameSigns(WEIGHTS, constant);
    float deviation = (float) Noised.deviation(WEIGHTS.get(LAYER).toArray());
    for (float size : sizes(constant)) {
      assertEquals(deviation, size);
    }
  }

  @Test
  void a_constant_may_have_signs_at_random() {
    Weights constant = apply("constant-random-signs", 0);
    assertArrayEquals(sizes(apply("constant", 0)), sizes(constant));
    float[] before = WEIGHTS.get(LAYER).toArray();
    float[] after = constant.get(LAYER).toArray();
    long same =
        IntStream.range(0, before.length)
            .filter(i -> Math.signum(before[i]) == Math.signum(after[i]))
            .count();
    assertTrue(same > before.length / 3 && same < before.length * 2 / 3, same + " signs");
    assertBiasesStay(constant);
  }

  /// The mask leaves 8 of 12 inputs of the first layer, and all 7 of the last.
  @Test
  void rescaled_weights_make_up_for_inputs_that_are_gone() {
    Weights rescaled = apply("rescaled", 0);
    float[] before = WEIGHTS.get(LAYER).toArray();
    float[] after = rescaled.get(LAYER).toArray();
    for (int i = 0; i < before.length; i++) {
      assertEquals(1.5f * before[i], after[i], 1e-6f);
    }
    assertEquals(WEIGHTS.get("fc3.weight"), rescaled.get("fc3.weight"));
    assertBiasesStay(rescaled);
  }

  @Test
  void an_unknown_rule_offers_the_nearest() {
    var thrown = assertThrows(UnknownName.class, () -> StartRules.named("noise"));
    assertTrue(thrown.getMessage().contains("did you mean 'noised'"), thrown.getMessage());
    for (List<String> rule : StartRules.described()) {
      assertEquals(1, rule.get(1).lines().count());
    }
  }

  private static void assertBiasesStay(Weights weights) {
    for (String bias : List.of("fc1.bias", "fc2.bias", "fc3.bias")) {
      assertEquals(WEIGHTS.get(bias), weights.get(bias));
    }
  }

  private static final class Fresh implements Sources {
    @Override
    public Weights init(int seed) {
      return Weights.of(network(seed));
    }

    @Override
    public Weights redrawn(int seed, String stream) {
      return Weights.of(network(new Rng(seed).stream(stream).bits(0)));
    }

    @Override
    public Weights weights(Cell cell, Moment at) {
      throw new AssertionError(cell);
    }

    @Override
    public OptimizerState optimizer(Cell cell, Moment at) {
      throw new AssertionError(cell);
    }

    @Override
    public Mask mask(Cell cell) {
      throw new AssertionError(cell);
    }

    @Override
    public Mask dense() {
      return Mask.dense(network(0));
    }

    @Override
    public Pruning pruning(ArmSettings arm, int seed) {
      throw new AssertionError(arm);
    }
  }

  @Test
  void a_new_output_leaves_all_layers_but_the_last() {
    Weights changed = apply("new-output", 0);
    Weights fresh = DRAWS.redrawn();
    for (NamedTensor tensor : changed.tensors().values()) {
      boolean output = tensor.name().startsWith("fc3.");
      assertEquals((output ? fresh : WEIGHTS).get(tensor.name()), tensor, tensor.name());
    }
    assertNotEquals(WEIGHTS.get("fc3.bias"), changed.get("fc3.bias"));
  }
}
