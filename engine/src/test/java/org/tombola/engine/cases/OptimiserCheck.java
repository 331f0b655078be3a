package org.tombola.engine.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.AdamStep;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.SgdStep;
import org.tombola.engine.spi.Storage;

/// Optimiser steps of one backend against another's, with and without a mask.
public final class OptimiserCheck {
  private static final double TOLERANCE = 2e-6;
  private static final int STEPS = 4;

  /// Around and across vector widths.
  private static final int[] SIZES = {1, 15, 16, 17, 1000};

  private OptimiserCheck() {}

  public static void sgd(Backend on, Backend reference) {
    var steps =
        List.of(
            new SgdStep(0.1f, 0f, false, 0f),
            new SgdStep(0.1f, 0f, false, 0.01f),
            new SgdStep(0.1f, 0.9f, false, 0f),
            new SgdStep(0.1f, 0.9f, false, 0.01f),
            new SgdStep(0.1f, 0.9f, true, 0.01f));
    for (SgdStep step : steps) {
      for (int size : SIZES) {
        for (boolean masked : new boolean[] {false, true}) {
          String what = step + ", size " + size + (masked ? ", masked" : "");
          compare(what, sgd(step, size, masked, reference), sgd(step, size, masked, on));
        }
      }
    }
  }

  private static State sgd(SgdStep step, int size, boolean masked, Backend on) {
    State state = new State(on, size, masked);
    Storage velocity = step.momentum() == 0 ? null : state.first;
    for (int t = 1; t <= STEPS; t++) {
      on.sgdStep(step, state.gradient(t), state.mask, velocity, state.weights);
    }
    return state;
  }

  public static void adam(Backend on, Backend reference) {
    for (float decay : new float[] {0f, 0.01f}) {
      for (int size : SIZES) {
        for (boolean masked : new boolean[] {false, true}) {
          String what = "Adam, decay " + decay + ", size " + size + (masked ? ", masked" : "");
          compare(what, adam(decay, size, masked, reference), adam(decay, size, masked, on));
        }
      }
    }
  }

  private static State adam(float decay, int size, boolean masked, Backend on) {
    State state = new State(on, size, masked);
    for (int t = 1; t <= STEPS; t++) {
      AdamStep step = new AdamStep(0.01f, 0.9f, 0.999f, 1e-8f, decay, t);
      on.adamStep(step, state.gradient(t), state.mask, state.first, state.second, state.weights);
    }
    return state;
  }

  private static void compare(String what, State expected, State got) {
    Closeness.check(what + ": weights", read(expected.weights), read(got.weights), TOLERANCE);
    Closeness.check(what + ": first moment", read(expected.first), read(got.first), TOLERANCE);
    Closeness.check(what + ": second moment", read(expected.second), read(got.second), TOLERANCE);
    got.assertMaskedAreZero(what);
  }

  private static float[] read(Storage storage) {
    float[] values = new float[storage.shape().size()];
    storage.read(values);
    return values;
  }

  /// Weights and what the optimisers keep about them. Under the mask the gradients are NaN: a
  /// kernel that multiplied by the mask would let them through.
  private static final class State {
    private final Backend on;
    private final int size;
    private final float[] kept;
    private final Storage mask;
    private final Storage weights;
    private final Storage first;
    private final Storage second;

    State(Backend on, int size, boolean masked) {
      this.on = on;
      this.size = size;
      this.kept = masked ? new float[size] : null;
      for (int i = 0; masked && i < size; i++) {
        kept[i] = i % 3 == 0 ? 0f : 1f;
      }
      this.mask = masked ? storage(kept) : null;
      this.weights = storage(Values.normal().draw(new Rng(6).stream("weights"), size));
      this.first = storage(new float[size]);
      this.second = storage(new float[size]);
    }

    Storage gradient(int t) {
      float[] values = Values.normal().draw(new Rng(6).stream("gradient " + t), size);
      for (int i = 0; kept != null && i < size; i++) {
        values[i] = kept[i] == 0f ? Float.NaN : values[i];
      }
      return storage(values);
    }

    private Storage storage(float[] values) {
      Storage made = on.allocate(Kind.PLAIN, Shape.of(size));
      made.write(values);
      return made;
    }

    void assertMaskedAreZero(String what) {
      for (Storage storage : List.of(weights, first, second)) {
        float[] values = read(storage);
        for (int i = 0; kept != null && i < size; i++) {
          if (kept[i] == 0f) {
            assertEquals(0, Float.floatToRawIntBits(values[i]), what + ": +0 at " + i);
          }
        }
      }
    }
  }
}
