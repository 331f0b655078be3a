package org.tombola.bench.kernels;

import org.tombola.bench.layer.Numbers;
import org.tombola.bench.layer.Zoo;
import org.tombola.engine.Backends;
import org.tombola.engine.Gradients;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.engine.spi.Backend;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.Phase;
import org.tombola.nn.Role;
import org.tombola.nn.models.Models;
import org.tombola.nn.optim.Adam;
import org.tombola.nn.optim.Optimizer;
import org.tombola.nn.optim.Sgd;

/// A training step of a network on random images: forward, gradients, update. The images are copied
/// into the backend every time, as in training.
///
/// The settings are those of `throughput` and of the scripts that time PyTorch.
final class TrainingStep {
  private final Backend on;
  private final Workspace workspace;
  private final Module network;
  private final Optimizer optimizer;
  private final float rate;
  private final Shape samples;
  private final float[] images;
  private final int[] labels;

  /// @param optimizer `sgd` or `adam`
  /// @param density of a random mask on every layer with weights; 1 for none
  TrainingStep(Backend on, String name, String optimizer, double density) {
    this.on = on;
    workspace = new Workspace(on);
    samples = Zoo.samples(name);
    images = Numbers.draw(samples.size(), 1);
    labels = new int[samples.dim(0)];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 10;
    }
    network = Backends.with(on, () -> Models.create(name, Init.GLOROT_NORMAL, new Rng(0)));
    if (density < 1) {
      network
          .parameters()
          .filter(p -> p.role() == Role.WEIGHT)
          .forEach(p -> p.mask(Numbers.mask(p.shape().size(), density, 2)));
    }
    boolean sgd = optimizer.equals("sgd");
    rate = sgd ? 1e-3f : 1.2e-3f;
    this.optimizer =
        sgd ? new Sgd(network, 0.9f, false, 1e-4f) : new Adam(network, 0.9f, 0.999f, 1e-8f, 0f);
  }

  /// The loss before the update.
  float run() {
    return Backends.with(on, () -> workspace.step(this::update));
  }

  private float update() {
    Gradients gradients =
        Tape.gradients(
            () ->
                network
                    .forward(Tensor.batch(samples, images), Phase.TRAIN)
                    .softmaxCrossEntropy(labels)
                    .mean());
    optimizer.step(gradients, rate);
    return gradients.loss().item();
  }
}
