package org.tombola.engine.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;
import org.tombola.engine.Gradients;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.engine.spi.Backend;

/// Compares a case's derivatives with central finite differences of its function.
///
/// With a random `c` of the result's shape the loss is `L(x) = Σ c · f(x)`. One entry at a time,
/// `(L(x + h) − L(x − h)) / 2h` is compared with the gradient; that is done for some entries of
/// every input, and along one direction of random signs that moves all entries at once. Sums over
/// the result are carried in `double`, so that only the rounding of `f` is left, which is allowed
/// for, and the truncation error `h²/6 · f‴`.
public final class GradientCheck {
  /// Entries of an input that are moved alone.
  private static final int ENTRIES = 24;

  /// The same of a function that is itself a gradient, and takes several times as long.
  private static final int ENTRIES_OF_GRADIENT = 8;

  /// Kinks and ties in the inputs of the cases are further apart than twice this.
  private static final float STEP = 0x1p-6f;

  /// For all entries at once, where the third derivative counts many times over.
  private static final float SMALL_STEP = STEP / 4;

  /// Relative to the size of the gradient: truncation of functions like 1/x at 0.5 dominates.
  private static final double TOLERANCE = 4e-3;

  private final OpCase checked;
  private final int most;
  private final Workspace workspace;
  private final Backend on;
  private final List<float[]> point;
  private final RandomStream random;

  private GradientCheck(OpCase checked, Backend on, int most) {
    this.checked = checked;
    this.most = most;
    this.on = on;
    this.workspace = Workspace.poisoning(on);
    this.point = checked.draw();
    this.random = new Rng(30).stream("check/" + checked.name());
  }

  /// Checks the derivatives with respect to every differentiable input.
  ///
  /// @throws AssertionError naming the case, the input, the entry and both numbers
  public static void check(OpCase checked, Backend on) {
    new GradientCheck(checked, on, ENTRIES).run();
  }

  /// The same where the function is a gradient: its derivatives are second ones.
  public static void checkSecond(OpCase checked, Backend on) {
    new GradientCheck(checked, on, ENTRIES_OF_GRADIENT).run();
  }

  private void run() {
    float[] weights = weights(evaluate(point).length);
    List<float[]> gradients = gradients(weights);
    for (int input = 0; input < point.size(); input++) {
      if (checked.inputs().get(input).differentiable()) {
        entries(input, gradients.get(input), weights);
        direction(input, gradients.get(input), weights);
      }
    }
  }

  private void entries(int input, float[] gradient, float[] weights) {
    int size = gradient.length;
    int tried = Math.min(size, most);
    for (int k = 0; k < tried; k++) {
      // The first, the last, and evenly between.
      int entry = tried == 1 ? 0 : (int) ((long) k * (size - 1) / (tried - 1));
      float[] plus = point.get(input).clone();
      float[] minus = point.get(input).clone();
      plus[entry] += STEP;
      minus[entry] -= STEP;
      Difference change = difference(input, plus, minus, weights);
      Difference slope = change.over((double) plus[entry] - minus[entry]);
      compare(input, "entry " + entry, gradient[entry], slope, rms(gradient));
    }
  }

  private void direction(int input, float[] gradient, float[] weights) {
    float[] plus = point.get(input).clone();
    float[] minus = point.get(input).clone();
    double along = 0;
    for (int i = 0; i < gradient.length; i++) {
      float step = random.bits(i) < 0 ? -SMALL_STEP : SMALL_STEP;
      plus[i] += step;
      minus[i] -= step;
      along += gradient[i] * ((double) plus[i] - minus[i]);
    }
    double scale = 2 * SMALL_STEP * rms(gradient) * Math.sqrt(gradient.length);
    compare(input, "all entries", along, difference(input, plus, minus, weights), scale);
  }

  private void compare(int input, String where, double got, Difference expected, double scale) {
    double allowed = TOLERANCE * (Math.abs(expected.value()) + scale) + expected.rounding() + 1e-6;
    // Written so that NaN fails.
    if (!(Math.abs(got - expected.value()) <= allowed)) {
      Assertions.fail(
          String.format(
              Locale.ROOT,
              "%s on %s: gradient of input %d (%s), %s: got %.6g, expected %.6g +- %.1g",
              checked.name(),
              on.name(),
              input,
              checked.inputs().get(input),
              where,
              got,
              expected.value(),
              allowed));
    }
  }

  /// A finite difference of the loss, and how far rounding of `f` may have moved it.
  private record Difference(double value, double rounding) {
    Difference over(double distance) {
      return new Difference(value / distance, rounding / distance);
    }
  }

  /// `L(plus) − L(minus)`, entry by entry, so that what did not change cancels exactly.
  private Difference difference(int input, float[] plus, float[] minus, float[] weights) {
    float[] above = evaluate(with(input, plus));
    float[] below = evaluate(with(input, minus));
    double sum = 0;
    double rounding = 0;
    for (int i = 0; i < above.length; i++) {
      sum += weights[i] * ((double) above[i] - below[i]);
      rounding += above[i] == below[i] ? 0 : 0x1p-22 * Math.abs(weights[i] * above[i]);
    }
    return new Difference(sum, rounding);
  }

  private List<float[]> with(int input, float[] values) {
    List<float[]> moved = new ArrayList<>(point);
    moved.set(input, values);
    return moved;
  }

  private float[] evaluate(List<float[]> values) {
    return workspace.step(
        () -> checked.function().apply(checked.tensors(on, values, false)).toArray());
  }

  /// The gradients the engine computes; empty where an input is not differentiable.
  private List<float[]> gradients(float[] weights) {
    return workspace.step(
        () -> {
          List<Tensor> inputs = checked.tensors(on, point, true);
          Gradients gradients =
              Tape.gradients(
                  () -> {
                    Tensor y = checked.function().apply(inputs);
                    return y.times(Tensor.copyOf(on, y.kind(), y.shape(), weights)).sum();
                  });
          List<float[]> read = new ArrayList<>();
          for (Tensor input : inputs) {
            read.add(input.isTracked() ? read(gradients, input) : new float[0]);
          }
          return read;
        });
  }

  private static float[] read(Gradients gradients, Tensor input) {
    Tensor gradient = gradients.of(input);
    assertEquals(input.kind(), gradient.kind());
    assertEquals(input.shape(), gradient.shape());
    return gradient.toArray();
  }

  private float[] weights(int size) {
    return Values.normal().draw(new Rng(31).stream("weights/" + checked.name()), size);
  }

  private static double rms(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares / values.length);
  }
}
