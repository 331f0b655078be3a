package org.tombola.lottery.train;

import org.tombola.datasets.Batches;
import org.tombola.datasets.Examples;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.lottery.recipe.TrainSettings;
import org.tombola.nn.Module;
import org.tombola.nn.Phase;
import org.tombola.nn.Weights;
import org.tombola.nn.optim.Optimizer;
import org.tombola.nn.optim.Schedule;

/// The training loop: batch, loss, gradients, step; now and then a look at the validation set.
///
/// Training runs to its full length. The early stop is read off afterwards: the step with the
/// smallest validation loss (Frankle and Carbin 2019, section 2), whose weights are kept aside.
///
/// Pruned weights stay +0 because the network's parameters carry the mask. A step allocates nothing
/// of the size of a batch or a layer: batches are filled into the same two arrays, and tensors live
/// in the workspace.
public final class Trainer {
  private final Module network;
  private final TrainSettings settings;
  private final Batches batches;
  private final Evaluator validation;
  private final Listener listener;
  private final Optimizer optimizer;
  private final Schedule schedule;
  private final Workspace workspace = new Workspace(Backends.current());
  private final Shape shape; // (B, C, H, W)
  private final float[] x;
  private final int[] y;

  /// A training of `network`, on the current backend.
  ///
  /// @param rng fixes the order of the training examples
  /// @throws org.tombola.datasets.DatasetException if a batch has more examples than there are
  public Trainer(
      Module network,
      TrainSettings settings,
      Examples train,
      Evaluator validation,
      Rng rng,
      Listener listener) {
    this.network = network;
    this.settings = settings;
    this.batches = new Batches(train, settings.batch(), rng);
    this.validation = validation;
    this.listener = listener;
    this.optimizer = Optimization.optimizer(settings.optimizer(), network);
    this.schedule = Optimization.schedule(settings);
    this.shape = Evaluator.batchShape(train, settings.batch());
    this.x = new float[shape.size()];
    this.y = new int[settings.batch()];
  }

  /// Trains the network from its present weights to the last step.
  ///
  /// @throws TrainingDiverged if a loss is no finite number
  /// @throws InterruptedException if the thread was interrupted, after the step being done
  public EarlyStop run() throws InterruptedException {
    EarlyStop best = null;
    double sum = 0;
    int summed = 0;
    for (int step = 1; step <= settings.iterations(); step++) {
      float loss = step(step);
      sum += loss;
      summed++;
      listener.atStep(step, loss);
      if (step % settings.evaluateEvery() == 0 || step == settings.iterations()) {
        Evaluation now = validation.evaluate(network);
        check("the validation loss", now.loss(), step);
        listener.atEvaluation(new Checkpoint(step, sum / summed, now));
        sum = 0;
        summed = 0;
        if (best == null || now.loss() < best.validationLoss()) {
          best = new EarlyStop(step, now.loss(), Weights.of(network));
        }
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("training stopped at step " + step);
      }
    }
    if (best == null) {
      throw new AssertionError("the last step is always evaluated");
    }
    return best;
  }

  private float step(int step) {
    batches.fill(step - 1, x, y);
    float rate = (float) schedule.at(step - 1);
    float loss = workspace.step(() -> update(rate));
    check("the training loss", loss, step);
    return loss;
  }

  private float update(float rate) {
    var gradients =
        Tape.gradients(
            () ->
                network.forward(Tensor.batch(shape, x), Phase.TRAIN).softmaxCrossEntropy(y).mean());
    optimizer.step(gradients, rate);
    return gradients.loss().item();
  }

  private void check(String what, double loss, int step) {
    if (!Double.isFinite(loss)) {
      throw new TrainingDiverged(what, loss, step, schedule.at(step - 1));
    }
  }
}
