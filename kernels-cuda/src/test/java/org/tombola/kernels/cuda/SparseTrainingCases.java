package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.SgdStep;
import org.tombola.engine.spi.Storage;

/// A pruned network trained for a few steps, pruned further, and trained on: the same whether
/// pruned weights are skipped or multiplied.
abstract class SparseTrainingCases {
  private static final int BATCH = 5;
  private static final int STEPS = 4;
  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(16, 3, 3, 3),
          Shape.of(18, 16, 3, 3),
          Shape.of(20, 18, 1, 1),
          Shape.of(10, 20 * 4 * 4));

  abstract Device open();

  @Test
  void skipping_what_is_pruned_changes_nothing_but_rounding() {
    List<float[]> skipped = trained(SparseChoice.ON);
    List<float[]> multiplied = trained(SparseChoice.OFF);
    float[] losses = multiplied.getLast();
    assertTrue(losses[STEPS - 1] < losses[0], "the loss falls");
    for (int i = 0; i < skipped.size(); i++) {
      for (int j = 0; j < skipped.get(i).length; j++) {
        float expected = multiplied.get(i)[j];
        String where = "tensor " + i + " at " + j;
        assertEquals(expected, skipped.get(i)[j], 1e-4 * Math.max(1, Math.abs(expected)), where);
      }
    }
  }

  /// Weights after training, then the losses of all steps.
  private List<float[]> trained(SparseChoice choice) {
    try (CudaBackend on = new CudaBackend(open(), new CudaChoices(Precision.FP32, false, choice))) {
      return Backends.with(on, () -> train(on));
    }
  }

  private static List<float[]> train(Backend on) {
    List<Tensor> weights = new ArrayList<>();
    List<Storage> velocities = new ArrayList<>();
    for (Shape shape : SHAPES) {
      float[] values = normal("w" + shape, 0.5f, shape.size());
      weights.add(Tensor.copyOf(on, Kind.PLAIN, shape, values).tracked());
      velocities.add(on.allocate(Kind.PLAIN, shape));
    }
    Workspace workspace = Workspace.poisoning(on);
    List<Float> losses = new ArrayList<>();
    for (double left : new double[] {0.09, 0.03}) {
      List<Storage> masks = weights.stream().map(w -> prune(on, w, left)).toList();
      for (int step = 0; step < STEPS; step++) {
        losses.add(workspace.step(() -> update(on, weights, masks, velocities)));
      }
    }
    List<float[]> read = new ArrayList<>();
    weights.forEach(w -> read.add(w.toArray()));
    float[] all = new float[losses.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = losses.get(i);
    }
    read.add(all);
    return read;
  }

  /// Keeps a part of the weights; of two parts the smaller is in the larger.
  private static Storage prune(Backend on, Tensor w, double left) {
    float[] mask = new float[w.shape().size()];
    float[] values = w.toArray();
    var stream = new Rng(3).stream("mask" + w.shape());
    for (int i = 0; i < mask.length; i++) {
      mask[i] = stream.uniform(i) < left ? 1 : 0;
      values[i] = mask[i] == 0 ? 0 : values[i];
    }
    Storage stored = on.allocate(Kind.PLAIN, w.shape());
    stored.write(mask);
    w.storage().write(values);
    on.pattern(w.storage(), stored);
    return stored;
  }

  private static float update(
      Backend on, List<Tensor> weights, List<Storage> masks, List<Storage> velocities) {
    int[] labels = {3, 1, 4, 1, 5};
    float[] pixels = normal("pixels", 1f, BATCH * 3 * 8 * 8);
    var gradients =
        Tape.gradients(
            () -> {
              Tensor x = Tensor.batch(Shape.of(BATCH, 3, 8, 8), pixels);
              Tensor y = x.conv2d(weights.get(0), null, 1, 1).relu();
              Tensor z = y.conv2d(weights.get(1), null, 2, 1).relu();
              Tensor flat =
                  z.conv2d(weights.get(2), null, 1, 0).reshape(Shape.of(BATCH, 20 * 4 * 4));
              return flat.linear(weights.get(3), null).softmaxCrossEntropy(labels).mean();
            });
    SgdStep sgd = new SgdStep(0.05f, 0.9f, true, 1e-4f);
    for (int i = 0; i < weights.size(); i++) {
      Tensor w = weights.get(i);
      on.sgdStep(sgd, gradients.of(w).storage(), masks.get(i), velocities.get(i), w.storage());
    }
    return gradients.loss().item();
  }

  private static float[] normal(String name, float scale, int count) {
    float[] values = new float[count];
    var stream = new Rng(5).stream(name);
    for (int i = 0; i < count; i++) {
      values[i] = scale * (float) stream.gaussian(i);
    }
    return values;
  }
}
