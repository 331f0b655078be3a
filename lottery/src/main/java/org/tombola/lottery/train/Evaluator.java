package org.tombola.lottery.train;

import java.util.ArrayList;
import java.util.List;
import org.tombola.datasets.Examples;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.nn.Module;
import org.tombola.nn.Phase;

/// Mean loss and accuracy over a set of examples, each counted once, the last short batch included.
///
/// An evaluator that will be asked often holds its batches as tensors ([#resident]); one asked once
/// makes them as it goes ([#streaming]), in memory of one batch. Both give the same numbers.
///
/// Belongs to the backend and the thread that made it.
public final class Evaluator {
  /// Floats of a batch, about: large enough to fill the vector units, small enough for memory and
  /// cache, since all activations of a batch are held at once.
  private static final int BATCH_FLOATS = 256 * 784;

  /// Up to a batch of examples.
  private static final class Chunk {
    final Tensor x; // (N, C, H, W)
    final int[] labels; // (N)

    Chunk(Tensor x, int[] labels) {
      this.x = x;
      this.labels = labels;
    }
  }

  private final Examples examples;
  private final int batch;
  private final List<Chunk> resident;
  private final Workspace workspace = new Workspace(Backends.current());

  private Evaluator(Examples examples, List<Chunk> resident) {
    this.examples = examples;
    this.batch = batch(examples.shape().size());
    this.resident = resident;
  }

  public static Evaluator streaming(Examples examples) {
    return new Evaluator(examples, List.of());
  }

  public static Evaluator resident(Examples examples) {
    var chunks = new ArrayList<Chunk>();
    for (int from = 0; from < examples.size(); from += batch(examples.shape().size())) {
      chunks.add(chunk(examples, from));
    }
    return new Evaluator(examples, chunks);
  }

  /// [#resident] unless that takes more than 256 MB.
  public static Evaluator often(Examples examples) {
    long bytes = 4L * examples.size() * examples.shape().size();
    return bytes <= 256_000_000 ? resident(examples) : streaming(examples);
  }

  /// What it evaluates on, in this order.
  public Examples examples() {
    return examples;
  }

  public Evaluation evaluate(Module network) {
    double loss = 0;
    long correct = 0;
    for (int i = 0; i * batch < examples.size(); i++) {
      int index = i;
      Score score =
          workspace.step(
              () ->
                  score(
                      network,
                      resident.isEmpty() ? chunk(examples, index * batch) : resident.get(index)));
      loss += score.loss;
      correct += score.correct;
    }
    return new Evaluation(loss / examples.size(), (double) correct / examples.size());
  }

  private record Score(double loss, int correct) {}

  private static Score score(Module network, Chunk chunk) {
    Tensor logits = network.forward(chunk.x, Phase.EVAL);
    double loss = 0;
    for (float each : logits.softmaxCrossEntropy(chunk.labels).toArray()) {
      loss += each;
    }
    float[] values = logits.toArray(); // (N, classes)
    int classes = logits.shape().dim(1);
    int correct = 0;
    for (int n = 0; n < chunk.labels.length; n++) {
      correct += largest(values, n * classes, classes) == chunk.labels[n] ? 1 : 0;
    }
    return new Score(loss, correct);
  }

  /// The class with the largest logit, the first of equals.
  private static int largest(float[] values, int from, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (values[from + c] > values[from + best]) {
        best = c;
      }
    }
    return best;
  }

  /// How many samples of so many numbers are evaluated at once, for their activations all lie in
  /// memory together: a multiple of 32, what a vector kernel takes; 256 of MNIST's, 64 of CIFAR's.
  public static int batch(int floats) {
    return 32 * Math.clamp(BATCH_FLOATS / 32 / floats, 1, 8);
  }

  private static Chunk chunk(Examples examples, int from) {
    int count = Math.min(batch(examples.shape().size()), examples.size() - from);
    Shape shape = batchShape(examples.shape(), count);
    return new Chunk(
        Tensor.batch(shape, examples.pictures(from, count)), examples.labels(from, count));
  }

  /// (N, C, H, W).
  static Shape batchShape(ImageShape shape, int count) {
    return Shape.of(count, shape.channels(), shape.height(), shape.width());
  }
}
