package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/// A small convolutional network with dropout trained for a few steps, from the loss down to the
/// kernels that ship.
abstract class TrainingCases {
  private static final int BATCH = 5;
  private static final int STEPS = 5;

  abstract Device open();

  @Test
  void follows_the_reference() {
    float[] got = losses(new CudaBackend(open(), CudaChoices.in(Precision.FP32)));
    float[] expected = losses(Backends.open("reference", 1));
    for (int i = 0; i < STEPS; i++) {
      assertEquals(expected[i], got[i], 1e-3 * expected[i], "loss of step " + i);
    }
    assertTrue(expected[STEPS - 1] < expected[0], "the loss falls");
  }

  @Test
  void gives_the_same_bytes_again() {
    assertArrayEquals(
        losses(new CudaBackend(open(), CudaChoices.in(Precision.FP32))),
        losses(new CudaBackend(open(), CudaChoices.in(Precision.FP32))),
        0f);
  }

  /// The loss before each step.
  private static float[] losses(Backend on) {
    try (on) {
      return Backends.with(on, () -> train(on));
    }
  }

  private static float[] train(Backend on) {
    Rng rng = new Rng(11);
    List<Tensor> parameters =
        List.of(
            parameter(on, rng, 0.3f, Shape.of(6, 3, 3, 3)),
            parameter(on, rng, 1f, Shape.of(6)),
            parameter(on, rng, 0.1f, Shape.of(6)),
            parameter(on, rng, 0.2f, Shape.of(6, 6, 3, 3)),
            parameter(on, rng, 0.2f, Shape.of(10, 6 * 4 * 4)),
            parameter(on, rng, 0.1f, Shape.of(10)));
    List<Storage> velocities =
        parameters.stream().map(p -> on.allocate(Kind.PLAIN, p.shape())).toList();
    float[] losses = new float[STEPS];
    Workspace workspace = Workspace.poisoning(on);
    for (int step = 0; step < STEPS; step++) {
      SgdStep sgd = new SgdStep(step < 2 ? 0.02f : 0.01f, 0.9f, true, 1e-4f);
      int number = step;
      losses[step] = workspace.step(() -> update(on, parameters, velocities, sgd, number));
    }
    return losses;
  }

  private static float update(
      Backend on, List<Tensor> parameters, List<Storage> velocities, SgdStep sgd, int number) {
    int[] labels = {3, 1, 4, 1, 5};
    float[] pixels = normal(new Rng(2), "pixels", 1f, BATCH * 3 * 8 * 8);
    var gradients =
        Tape.gradients(
            () -> {
              Tensor x = Tensor.batch(Shape.of(BATCH, 3, 8, 8), pixels);
              Tensor h = x.conv2d(parameters.get(0), null, 1, 1);
              Tensor y = h.batchNormRelu(parameters.get(1), parameters.get(2), 1e-5f).out();
              Tensor z = y.conv2d(parameters.get(3), null, 2, 1).relu();
              Tensor kept = z.dropout(0.25f, new Rng(3).stream("dropout"), number);
              return kept.reshape(Shape.of(BATCH, 6 * 4 * 4))
                  .linear(parameters.get(4), parameters.get(5))
                  .softmaxCrossEntropy(labels)
                  .mean();
            });
    for (int i = 0; i < parameters.size(); i++) {
      Tensor p = parameters.get(i);
      on.sgdStep(sgd, gradients.of(p).storage(), null, velocities.get(i), p.storage());
    }
    return gradients.loss().item();
  }

  private static Tensor parameter(Backend on, Rng rng, float scale, Shape shape) {
    float[] values = normal(rng, "p" + shape, scale, shape.size());
    return Tensor.copyOf(on, Kind.PLAIN, shape, values).tracked();
  }

  private static float[] normal(Rng rng, String name, float scale, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = scale * (float) rng.stream(name).gaussian(i);
    }
    return values;
  }
}
