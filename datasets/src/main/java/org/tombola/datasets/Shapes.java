package org.tombola.datasets;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.tombola.datasets.Normalisation.Channels;
import org.tombola.datasets.shapes.Mark;
import org.tombola.datasets.shapes.ShapePainter;
import org.tombola.engine.Rng;

/// The default colour pictures: things drawn by code, 50,000 to train and 10,000 to test, like
/// CIFAR-10 in form, and with the shape, texture and colour of every pixel known.
///
/// Drawn once per process, when first asked for, by as many threads as there are cores; the bytes
/// are the same however many that is. `datasets/docs/datasets.md` tells how they were calibrated.
final class Shapes {
  private static final int TRAIN = 50_000;
  private static final int TEST = 10_000;
  private static final int PIXELS = ShapePainter.SIDE * ShapePainter.SIDE;

  /// Examples drawn by one task.
  private static final int CHUNK = 500;

  /// Measured over the 50,000 training examples.
  private static final Channels NORMALISATION =
      Channels.of(
          new Normalisation(0.4541, 0.2544),
          new Normalisation(0.4464, 0.2326),
          new Normalisation(0.4029, 0.2447));

  private Shapes() {}

  static Dataset open() {
    return Drawn.SHAPES;
  }

  /// @param count a multiple of the chunk, 500
  static ByteExamples draw(Rng rng, String split, int count) {
    byte[] values = new byte[count * ShapePainter.SIZE];
    byte[] labels = new byte[count];
    IntStream.range(0, count / CHUNK)
        .parallel()
        .forEach(
            chunk -> {
              ShapePainter painter = new ShapePainter(rng, split);
              byte[] marks = new byte[PIXELS];
              for (int i = chunk * CHUNK; i < (chunk + 1) * CHUNK; i++) {
                labels[i] = (byte) painter.label(i);
                painter.paint(i, values, i * ShapePainter.SIZE, marks);
              }
            });
    ImageShape shape = new ImageShape(3, ShapePainter.SIDE, ShapePainter.SIDE);
    return new ByteExamples(
            shape, ShapePainter.classes().size(), values, labels, NORMALISATION.tables())
        .knowing(new Marked(rng, split, count));
  }

  /// What the pixels show: drawn again when asked for, which takes no memory.
  private record Marked(Rng rng, String split, int count) implements Concepts {
    private static final List<Category> CATEGORIES =
        List.of(
            new Category("shape", ShapePainter.forms()),
            new Category("texture", ShapePainter.textures()),
            new Category("colour", ShapePainter.hues()));

    @Override
    public List<Category> categories() {
      return CATEGORIES;
    }

    @Override
    public void copyTo(int index, int category, byte[] into, int offset) {
      Objects.checkIndex(index, count);
      Objects.checkIndex(category, CATEGORIES.size());
      Objects.checkFromIndexSize(offset, PIXELS, into.length);
      byte[] marks = new byte[PIXELS];
      new ShapePainter(rng, split).paint(index, new byte[ShapePainter.SIZE], 0, marks);
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        into[offset + pixel] = (byte) Mark.concept(marks[pixel], category);
      }
    }
  }

  /// Initialised by the first [#open], once.
  private static final class Drawn {
    static final Rng SEED = new Rng(2019);
    static final Dataset SHAPES =
        Dataset.of("shapes", draw(SEED, "train", TRAIN), draw(SEED, "test", TEST));
  }
}
