package org.tombola.lottery.ensemble;

import org.tombola.engine.Backends;
import org.tombola.engine.Tape;
import org.tombola.engine.Workspace;
import org.tombola.lottery.train.TrainingDiverged;
import org.tombola.nn.Phase;
import org.tombola.nn.optim.Sgd;

/// Gradient descent of all networks of an ensemble at once: every step takes all points, and the
/// loss of a network is the mean over its own.
///
/// @param points to learn
/// @param loss at a point
/// @param steps how many, at most
/// @param rate the learning rate of each network
public record Descent(Points points, PointLoss loss, int steps, double rate) {
  /// Hears of each step done.
  @FunctionalInterface
  public interface Ear {
    /// A step has been done.
    ///
    /// @param loss before the update, the mean over networks
    void hear(int step, float loss);
  }

  /// Trains the networks from their present weights, until no network has any loss: then nothing
  /// would move any more. Units whose weights carry a mask stay pruned.
  ///
  /// @param ear hears of each step
  /// @return steps done
  /// @throws TrainingDiverged if a loss is no finite number
  /// @throws InterruptedException if the thread was interrupted, after the step being done
  public int run(Ensemble networks, Ear ear) throws InterruptedException {
    var sgd = new Sgd(networks, 0, false, 0);
    var workspace = new Workspace(Backends.current());
    int count = networks.size().networks();
    for (int step = 1; step <= steps; step++) {
      float total = workspace.step(() -> update(networks, sgd));
      if (!Float.isFinite(total)) {
        throw new TrainingDiverged("the training loss", total, step, rate);
      }
      ear.hear(step, total / count);
      if (Thread.interrupted()) {
        throw new InterruptedException("training stopped at step " + step);
      }
      if (total == 0) {
        return step;
      }
    }
    return steps;
  }

  /// The losses add up, and so do not disturb each other.
  private float update(Ensemble networks, Sgd sgd) {
    var gradients =
        Tape.gradients(
            () ->
                loss.of(networks.forward(points.inputs(), Phase.TRAIN), points.targets())
                    .times(points.shares())
                    .sum());
    sgd.step(gradients, (float) rate);
    return gradients.loss().item();
  }
}
