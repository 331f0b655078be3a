package org.tombola.bench.layer;

import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// A layer's activations and gradients on a backend, random, and room for results. Weights come
/// with every call, so that several masks may share the rest.
public final class Operands {
  private final Layer layer;
  private final Backend on;
  private final Storage x;
  private final Storage dy;
  private final Storage y;
  private final Storage dx;
  private final Storage dw;

  public Operands(Layer layer, Backend on) {
    this.layer = layer;
    this.on = on;
    x = Numbers.store(on, Kind.BATCHED, layer.input(), 1);
    dy = Numbers.store(on, Kind.BATCHED, layer.output(), 2);
    y = on.allocate(Kind.BATCHED, layer.output());
    dx = on.allocate(Kind.BATCHED, layer.input());
    dw = on.allocate(Kind.PLAIN, layer.weight());
  }

  /// Random weights of which `density` are left, the backend being told which, and `pruned` in
  /// place of the others, where training has 0.
  public Storage weights(double density, float pruned) {
    float[] values = Numbers.draw(layer.weight().size(), 3);
    if (density >= 1) {
      return Numbers.store(on, Kind.PLAIN, layer.weight(), values);
    }
    float[] mask = Numbers.mask(values.length, density, 4);
    for (int i = 0; i < values.length; i++) {
      values[i] = mask[i] == 0f ? pruned : values[i];
    }
    Storage weights = Numbers.store(on, Kind.PLAIN, layer.weight(), values);
    on.pattern(weights, Numbers.store(on, Kind.PLAIN, layer.weight(), mask));
    return weights;
  }

  /// Computes, with these weights.
  public void run(Direction direction, Storage w) {
    switch (direction) {
      case FORWARD -> layer.forward(on, x, w, y);
      case INPUT_GRADIENT -> layer.inputGradient(on, dy, w, dx);
      case WEIGHT_GRADIENT -> layer.weightGradient(on, dy, x, w, dw);
    }
  }

  /// What [#run] computed last in that direction, row-major.
  public float[] result(Direction direction) {
    Storage out =
        switch (direction) {
          case FORWARD -> y;
          case INPUT_GRADIENT -> dx;
          case WEIGHT_GRADIENT -> dw;
        };
    float[] values = new float[out.shape().size()];
    out.read(values);
    return values;
  }
}
