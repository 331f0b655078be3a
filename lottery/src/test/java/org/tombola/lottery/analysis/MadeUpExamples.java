package org.tombola.lottery.analysis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tombola.datasets.Batches;
import org.tombola.datasets.Concepts;
import org.tombola.datasets.Examples;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.Rng;
import org.tombola.lottery.recipe.AnalysisSettings;
import org.tombola.lottery.train.Evaluator;
import org.tombola.nn.Module;

/// Pictures as they are written down, all of class 0 of two.
final class MadeUpExamples implements Examples {
  private final ImageShape shape;
  private final float[][] pictures;
  private final @Nullable Concepts concepts;

  MadeUpExamples(ImageShape shape, @Nullable Concepts concepts, float[]... pictures) {
    this.shape = shape;
    this.concepts = concepts;
    this.pictures = pictures;
  }

  /// With these examples to train and to test.
  Instruments instruments(Module network, String layer) {
    return new Instruments(
        network,
        new Batches(this, 2, new Rng(0)),
        Evaluator.streaming(this),
        new AnalysisSettings(3, "interpolated", layer));
  }

  @Override
  public int size() {
    return pictures.length;
  }

  @Override
  public int classes() {
    return 2;
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public int label(int index) {
    return 0;
  }

  @Override
  public void copyTo(int index, float[] into, int offset) {
    System.arraycopy(pictures[index], 0, into, offset, shape.size());
  }

  @Override
  public Optional<Concepts> concepts() {
    return Optional.ofNullable(concepts);
  }
}
