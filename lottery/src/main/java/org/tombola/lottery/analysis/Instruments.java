package org.tombola.lottery.analysis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.tombola.datasets.Batches;
import org.tombola.datasets.Examples;
import org.tombola.datasets.Splits;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.UnknownName;
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

  private static final int TRAINING = 10_000;

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

  /// The same, watching one layer.
  ///
  /// @param watcher is given what its units give for the next pictures, (N, C, H, W) or (N, F),
  ///   row-major
  Evaluation tested(Weights weights, String layer, Consumer<float[]> watcher) {
    return tested(
        weights,
        (name, out) -> {
          if (name.equals(layer)) {
            watcher.accept(out.toArray());
          }
        });
  }

  /// Those of [#layers] that give maps: (1, C, H, W).
  SequencedMap<String, Shape> layersOfMaps() {
    SequencedMap<String, Shape> layers = layers();
    layers.values().removeIf(shape -> shape.rank() != 4);
    return layers;
  }

  /// The layer of maps that `analysis.layer` names.
  ///
  /// @throws UnknownName if it names none
  String layerOfMaps() {
    SequencedMap<String, Shape> layers = layersOfMaps();
    if (settings.layer().equals(AnalysisSettings.LAST)) {
      return layers.lastEntry().getKey();
    }
    UnknownName.check("layer of maps", settings.layer(), layers.keySet());
    return settings.layer();
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

  /// The probabilities of the classes, for every test example.
  double[][] probabilities(Weights weights) {
    weights.into(network);
    Examples examples = test.examples();
    var image = examples.shape();
    var workspace =
        new Workspace(network.parameters().findFirst().orElseThrow().tensor().backend());
    int batch = Evaluator.batch(image.size());
    double[][] probabilities = new double[examples.size()][];
    for (int from = 0; from < examples.size(); from += batch) {
      int count = Math.min(batch, examples.size() - from);
      float[] x = examples.pictures(from, count);
      Shape shape = Shape.of(count, image.channels(), image.height(), image.width());
      float[] logits =
          workspace.step(() -> network.forward(Tensor.batch(shape, x), Phase.EVAL).toArray());
      for (int n = 0; n < count; n++) {
        probabilities[from + n] = softmax(logits, n, logits.length / count);
      }
    }
    return probabilities;
  }

  private static double[] softmax(float[] logits, int row, int classes) {
    double[] values = new double[classes];
    Arrays.setAll(values, c -> logits[row * classes + c]);
    double largest = Arrays.stream(values).max().orElseThrow();
    Arrays.setAll(values, c -> StrictMath.exp(values[c] - largest));
    double sum = Arrays.stream(values).sum();
    Arrays.setAll(values, c -> values[c] / sum);
    return values;
  }

  /// Of the first training examples, 10,000 at most, as they are.
  Evaluator someTraining() {
    Examples all = batches.examples();
    return Evaluator.often(Splits.first(all, Math.min(TRAINING, all.size())));
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
