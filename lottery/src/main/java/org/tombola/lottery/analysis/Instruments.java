package org.tombola.lottery.analysis;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.tombola.datasets.Batches;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.lottery.recipe.AnalysisSettings;
import org.tombola.lottery.train.Evaluation;
import org.tombola.lottery.train.Evaluator;
import org.tombola.nn.Activations;
import org.tombola.nn.Module;
import org.tombola.nn.Phase;
import org.tombola.nn.TrainingStep;
import org.tombola.nn.Weights;

/// What an analysis measures with: a network to put weights into, and the seed's data.
///
/// @param network its numbers are changed
/// @param batches of the training split
/// @param test of the test examples
/// @param settings how
public record Instruments(
    Module network, Batches batches, Evaluator test, AnalysisSettings settings) {
  /// Forward passes that forget nine tenths of the running statistics before them 200 times over.
  private static final int PASSES = 50;

  /// How a network with these weights does on the test examples.
  Evaluation tested(Weights weights) {
    weights.into(network);
    return test.evaluate(network);
  }

  /// The same, watching what the units give on the way, batch after batch in the order of the
  /// examples.
  Evaluation tested(Weights weights, Activations.Watcher watcher) {
    return Activations.watched(watcher, () -> tested(weights));
  }

  /// The layers whose ReLUs can be watched, in the order of computation, and what each gives for a
  /// single picture: (1, C, H, W) or (1, F).
  SequencedMap<String, Shape> layers() {
    var image = batches.shape();
    Shape one = Shape.of(1, image.channels(), image.height(), image.width());
    var layers = new LinkedHashMap<String, Shape>();
    return Activations.watched(
        (layer, out) -> layers.put(layer, out.shape()),
        () -> {
          network.forward(Tensor.batch(one, new float[one.size()]), Phase.EVAL);
          return layers;
        });
  }

  /// These weights with the running statistics of their own activations on training batches.
  Weights reEstimated(Weights weights) {
    weights.into(network);
    var workspace =
        new Workspace(network.parameters().findFirst().orElseThrow().tensor().backend());
    int batch = batches.batch();
    var image = batches.shape();
    float[] x = new float[batch * image.size()];
    int[] y = new int[batch];
    Shape shape = Shape.of(batch, image.channels(), image.height(), image.width());
    for (int i = 0; i < PASSES; i++) {
      batches.fill(i, x, y);
      var pass = new TrainingStep(new Rng(0), i);
      workspace.step(
          () -> pass.run(() -> network.forward(Tensor.batch(shape, x), Phase.TRAIN).shape()));
    }
    return Weights.of(network);
  }
}
