package org.tombola.lottery.ensemble;

import org.tombola.engine.Backends;
import org.tombola.engine.Tape;
import org.tombola.engine.Workspace;
import org.tombola.lottery.train.TrainingDiverged;
import org.tombola.nn.Phase;
import org.tombola.nn.optim.Sgd;

/// Gradient descent of all networks of an ensemble at once: every step takes all points, and the
/// loss of a network is its mean cross-entropy over them.
///
/// @param points to learn
/// @param steps how many
/// @param rate the learning rate of each network
public record Descent(Points points, int steps, double rate) {
  /// Hears of each step done.
  @FunctionalInterface
  public interface Ear {
    /// A step has been done.
    ///
    /// @param loss before the update, the mean over networks
    void hear(int step, float loss);
  }

  /// Trains the networks from their present weights. Units whose weights carry a mask stay pruned.
  ///
  /// @param ear hears of each step
  /// @throws TrainingDiverged if a loss is no finite number
  /// @throws InterruptedException if the thread was interrupted, after the step being done
  public void run(Ensemble networks, Ear ear) throws InterruptedException {
    var sgd = new Sgd(networks, 0, false, 0);
    var workspace = new Workspace(Backends.current());
    for (int step = 1; step <= steps; step++) {
      float loss = workspace.step(() -> update(networks, sgd));
      if (!Float.isFinite(loss)) {
        throw new TrainingDiverged("the training loss", loss, step, rate);
      }
      ear.hear(step, loss / networks.shift().shape().size());
      if (Thread.interrupted()) {
        throw new InterruptedException("training stopped at step " + step);
      }
    }
  }

  /// The losses add up, and so do not disturb each other.
  private float update(Ensemble networks, Sgd sgd) {
    var gradients =
        Tape.gradients(
            () ->
                networks
                    .forward(points.inputs(), Phase.TRAIN)
                    .binaryCrossEntropy(points.targets())
                    .sum()
                    .times(1f / points.count()));
    sgd.step(gradients, (float) rate);
    return gradients.loss().item();
  }
}
