package org.tombola.kernels.cpu;

import static org.tombola.engine.spi.Kind.BATCHED;
import static org.tombola.engine.spi.Kind.PLAIN;

import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.AdamStep;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Reduce;
import org.tombola.engine.spi.SgdStep;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Unary;

/// One step of a small network, verb by verb, large enough that every verb uses its threads.
final class TrainingStep {
  private static final int BATCH = 300;
  private static final int INPUTS = 400;
  private static final int HIDDEN = 260;

  private final CpuBackend on;
  private final float[] pixels = new float[BATCH * INPUTS];
  private final int[] labels = new int[BATCH];
  private final Storage x;
  private final Storage w;
  private final Storage bias;
  private final Storage y;
  private final Storage h;
  private final Storage losses;
  private final Storage dy;
  private final Storage dx;
  private final Storage dw;
  private final Storage db;
  private final Storage perSample;
  private final Storage total;
  private final Storage velocity;
  private final Storage second;
  private final Storage square;

  TrainingStep(CpuBackend on) {
    this.on = on;
    x = on.allocate(BATCHED, Shape.of(BATCH, INPUTS));
    w = random(on, PLAIN, Shape.of(HIDDEN, INPUTS));
    bias = random(on, PLAIN, Shape.of(HIDDEN));
    y = on.allocate(BATCHED, Shape.of(BATCH, HIDDEN));
    h = on.allocate(BATCHED, Shape.of(BATCH, HIDDEN));
    losses = on.allocate(BATCHED, Shape.of(BATCH));
    dy = on.allocate(BATCHED, Shape.of(BATCH, HIDDEN));
    dx = on.allocate(BATCHED, Shape.of(BATCH, INPUTS));
    dw = on.allocate(PLAIN, w.shape());
    db = on.allocate(PLAIN, bias.shape());
    perSample = on.allocate(BATCHED, Shape.of(BATCH));
    total = on.allocate(PLAIN, Shape.SCALAR);
    velocity = on.allocate(PLAIN, w.shape());
    second = on.allocate(PLAIN, w.shape());
    square = on.allocate(PLAIN, Shape.of(HIDDEN, HIDDEN));
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) new Rng(3).stream("pixels").gaussian(i);
    }
  }

  /// The same small numbers each time.
  static Storage random(CpuBackend on, Kind kind, Shape shape) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) new Rng(4).stream("w").gaussian(i) / 20;
    }
    Storage made = on.allocate(kind, shape);
    made.write(values);
    return made;
  }

  void run() {
    x.write(pixels);
    on.linear(x, w, bias, y);
    on.map(Unary.RELU, y, h);
    on.softmaxCrossEntropy(h, labels, losses, dy);
    on.zip(Binary.GATE, dy, h, y);
    on.zip(Binary.MUL, y, losses, dy);
    on.zip(Binary.ADD, dy, bias, h);
    on.linearWeightGrad(h, x, null, dw);
    on.linearInputGrad(h, w, dx);
    on.reduce(Reduce.SUM, new int[] {0}, h, db);
    on.reduce(Reduce.SUM, new int[] {1}, dx, perSample);
    on.reduce(Reduce.SUM, new int[] {0}, perSample, total);
    on.matmul(false, true, w, dw, square);
    on.sgdStep(new SgdStep(1e-3f, 0.9f, false, 0f), dw, null, velocity, w);
    on.adamStep(new AdamStep(1e-3f, 0.9f, 0.999f, 1e-8f, 0f, 1), dw, null, velocity, second, w);
  }

  /// Everything the step computes, row-major.
  float[][] results() {
    Storage[] all = {dx, dw, db, perSample, total, square, w, second};
    float[][] values = new float[all.length][];
    for (int i = 0; i < all.length; i++) {
      values[i] = new float[all[i].shape().size()];
      all[i].read(values[i]);
    }
    return values;
  }
}
