package org.tombola.engine.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.tombola.engine.Gradients;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;

/// Compares what two backends make of a case: the result, every gradient, and, where they are
/// batched, their sum and maximum over the batch, which go wrong if padding holds anything.
public final class Parity {
  private static final String DERIVED = ", ";

  private Parity() {}

  /// Checks that the results of `on` are those of `reference` within the case's tolerance.
  ///
  /// @throws AssertionError naming the case, the result, the element and both numbers
  public static void check(OpCase checked, Backend on, Backend reference) {
    check(checked, on, reference, checked.tolerance());
  }

  /// The same within another tolerance.
  ///
  /// @param tolerance largest difference, relative to the largest element
  public static void check(OpCase checked, Backend on, Backend reference, double tolerance) {
    compare(checked, results(checked, on), fresh(checked, reference), tolerance);
  }

  /// Checks that both backends give the same bits: a backend with different numbers of threads.
  public static void sameBits(OpCase checked, Backend one, Backend other) {
    Map<String, float[]> expected = fresh(checked, other);
    results(checked, one)
        .forEach(
            (name, got) ->
                Assertions.assertArrayEquals(
                    bits(expected.get(name)), bits(got), checked.name() + ": bits of " + name));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  private static void compare(
      OpCase checked, Map<String, float[]> got, Map<String, float[]> expected, double tolerance) {
    Assertions.assertEquals(expected.keySet(), got.keySet(), checked.name());
    double largest = 0;
    for (var entry : expected.entrySet()) {
      // What is derived from a result comes after it and has its errors, however small it is
      // itself.
      double own = Closeness.largest(entry.getValue());
      largest = entry.getKey().contains(DERIVED) ? Math.max(largest, own) : own;
      Closeness.checkWithin(
          checked.name() + ": " + entry.getKey(),
          entry.getValue(),
          got.get(entry.getKey()),
          tolerance * largest);
    }
  }

  /// Everything a case produces, by name; computed on poisoned memory, twice, the second time in
  /// memory that the first has used.
  private static Map<String, float[]> results(OpCase checked, Backend on) {
    Workspace workspace = Workspace.poisoning(on);
    workspace.step(() -> once(checked, on));
    return workspace.step(() -> once(checked, on));
  }

  /// What a case produces on poisoned memory: for the side that is believed.
  private static Map<String, float[]> fresh(OpCase checked, Backend on) {
    return Workspace.poisoning(on).step(() -> once(checked, on));
  }

  private static Map<String, float[]> once(OpCase checked, Backend on) {
    List<float[]> values = checked.draw();
    Map<String, float[]> results = new LinkedHashMap<>();
    Tensor y = checked.function().apply(checked.tensors(on, values, false));
    put(results, "result", y);
    if (!checked.isDifferentiable()) {
      return results;
    }
    List<Tensor> inputs = checked.tensors(on, values, true);
    Gradients gradients =
        Tape.gradients(
            () -> {
              Tensor again = checked.function().apply(inputs);
              return again.times(ramp(again)).sum();
            });
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).isTracked()) {
        put(results, "gradient of input " + i, gradients.of(inputs.get(i)));
      }
      Assertions.assertArrayEquals(
          values.get(i), inputs.get(i).toArray(), checked.name() + ": changed its input " + i);
    }
    return results;
  }

  /// Weights 1, 2, .. 7, 1, 2, .. so that no two neighbours count the same.
  private static Tensor ramp(Tensor like) {
    float[] weights = new float[like.shape().size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 7 + 1;
    }
    return Tensor.copyOf(like.backend(), like.kind(), like.shape(), weights);
  }

  private static void put(Map<String, float[]> results, String name, Tensor result) {
    results.put(name, result.toArray());
    if (result.kind() == Kind.BATCHED) {
      // Padding that holds anything adds to the sums; padding that takes part is the largest.
      results.put(name + DERIVED + "summed over the batch", result.abs().sum(0).toArray());
      results.put(name + DERIVED + "summed", result.abs().sum().reshape(Shape.of(1)).toArray());
      results.put(name + DERIVED + "largest below 0", result.abs().plus(1f).neg().max(0).toArray());
    }
  }
}
