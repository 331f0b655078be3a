package org.tombola.lottery.rewire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;

class GateTest {
  private static final Shape ONE = Shape.of(1);
  private static final VariationalDropout VARIATIONAL = new VariationalDropout(0.1);
  private static final HardConcrete CONCRETE = new HardConcrete(0.1);

  private static Tensor one(double value) {
    return Tensor.of(ONE, (float) value);
  }

  /// Of weights of size 1, so that `log σ²` is `log α`.
  private static double divergence(double logAlpha) {
    return VARIATIONAL.price(one(1), one(logAlpha)).item();
  }

  /// log α = 0: 0.63576 / (1 + e^1.8732) + ½ · log 2 = 0.08467 + 0.34657. log α = 3: 0.63576 / (1 +
  /// e^6.33405) + ½ · log(1 + e^−3) = 0.00113 + 0.02429.
  @ParameterizedTest
  @CsvSource({"0, 0.43124", "3, 0.02542"})
  void the_divergence_has_the_numbers_of_its_formula(double logAlpha, double expected) {
    assertEquals(expected, divergence(logAlpha), 1e-5);
  }

  /// Exact, but for what it is at α without end: −½ log α + E log|1 + √α · ε| + (γ + log 2) / 2,
  /// with γ = 0.57722, by adding up over ε.
  @ParameterizedTest
  @ValueSource(doubles = {-6, -3, -1, 0, 1, 3, 5})
  void the_divergence_is_near_the_exact_one(double logAlpha) {
    double root = Math.exp(logAlpha / 2);
    double step = 1e-4;
    double mean = 0;
    for (double e = -10 + step / 2; e < 10; e += step) {
      mean += Math.log(Math.abs(1 + root * e)) * Math.exp(-e * e / 2) * step;
    }
    double exact = mean / Math.sqrt(2 * Math.PI) - logAlpha / 2 + (0.57722 + Math.log(2)) / 2;
    assertEquals(exact, divergence(logAlpha), 0.01);
  }

  @Test
  void weights_that_drown_in_their_noise_are_pruned() {
    // log α of a weight of 0.1 is log σ² + 4.605; the third weight is 0, whose α is large.
    Tensor w = Tensor.of(Shape.of(4), 0.1f, 0.1f, 0, -0.1f);
    Tensor s = Tensor.of(Shape.of(4), -1.61f, -1.6f, -4, -1.7f);
    float[] settled = VARIATIONAL.settled(w, s).toArray();
    assertArrayEquals(new float[] {0.1f, 0, 0, -0.1f}, settled);
    assertEquals(0, Float.floatToRawIntBits(settled[1]), "+0");
  }

  /// A rate of 0.1 is α = 1/9, at every size of weight.
  @Test
  void training_begins_with_the_rate_asked_for() {
    float[] weights = {2, -0.03f};
    float[] s = VARIATIONAL.first(weights);
    assertEquals(4.0 / 9, Math.exp(s[0]), 1e-6);
    assertEquals(0.0009 / 9, Math.exp(s[1]), 1e-8);
    assertArrayEquals(new float[] {2.19722f, 2.19722f}, CONCRETE.first(weights), 1e-5f);
  }

  /// 1.2 · σ(s) − 0.1 is 0 at s = log(1/11) = −2.3979 and 1 at 2.3979; a half at 0.
  @ParameterizedTest
  @CsvSource({"-2.41, 0", "-2.3, 0.0093", "0, 0.5", "2.38, 0.9985", "2.41, 1"})
  void an_expected_gate_is_shut_open_or_in_between(double s, double expected) {
    assertEquals(expected, CONCRETE.settled(one(1), one(s)).item(), 5e-4);
    float negative = CONCRETE.settled(one(-1), one(s)).toArray()[0];
    assertTrue(expected > 0 || Float.floatToRawIntBits(negative) == 0, "+0");
  }

  /// β = 2/3: u = 0.7 and s = −1 give σ((0.8473 − 1) · 1.5) = 0.44298, stretched 0.43158.
  @Test
  void a_gate_is_drawn_by_its_formula() {
    Tensor noise = one(Math.log(0.7 / 0.3));
    assertEquals(2 * 0.43158, CONCRETE.drawn(one(2), one(-1), noise).item(), 1e-4);
    // w + σ · ε
    assertEquals(
        2 + 0.5 * 0.7, VARIATIONAL.drawn(one(2), one(Math.log(0.25)), one(0.7)).item(), 1e-5);
  }

  /// The price of a gate, 1 / (1 + e^(−s − 1.5986)), is the share of noise at which it is not shut.
  @ParameterizedTest
  @ValueSource(doubles = {-4, -1.5, 0, 2})
  void a_gate_costs_the_probability_that_it_is_not_shut(double s) {
    int draws = 20_000;
    float[] noise = new float[draws];
    float[] logits = new float[draws];
    float[] weights = new float[draws];
    for (int i = 0; i < draws; i++) {
      double u = (i + 0.5) / draws;
      noise[i] = (float) Math.log(u / (1 - u));
      logits[i] = (float) s;
      weights[i] = 1;
    }
    Shape shape = Shape.of(draws);
    float[] z =
        CONCRETE
            .drawn(Tensor.of(shape, weights), Tensor.of(shape, logits), Tensor.of(shape, noise))
            .toArray();
    int open = 0;
    for (float value : z) {
      open += value != 0 ? 1 : 0;
    }
    double price = CONCRETE.price(one(1), one(s)).item();
    assertEquals(1 / (1 + Math.exp(-s - 1.5986)), price, 1e-4);
    assertEquals((double) open / draws, price, 2e-4);
  }

  @Test
  void noise_is_finite_and_has_its_distribution() {
    var numbers = new Rng(5).stream("noise");
    int draws = 20_000;
    double squares = 0;
    double logistic = 0;
    for (int i = 0; i < draws; i++) {
      double gaussian = VARIATIONAL.noise(numbers, i);
      double u = CONCRETE.noise(numbers, i);
      squares += gaussian * gaussian;
      logistic += u * u;
    }
    // Variances 1 and π²/3; the deviations of these means are 0.010 and 0.042.
    assertEquals(1, squares / draws, 0.05);
    assertEquals(Math.PI * Math.PI / 3, logistic / draws, 0.2);
  }
}
