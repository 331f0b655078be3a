package org.tombola.datasets;

import java.util.stream.IntStream;
import org.tombola.datasets.digits.DigitPainter;
import org.tombola.engine.Rng;

/// The default data set: digits drawn by code, 60,000 to train and 10,000 to test, like MNIST in
/// form and in how a small network fares on it.
///
/// Drawn once per process, when first asked for, by as many threads as there are cores; the bytes
/// are the same however many that is. `datasets/docs/datasets.md` tells how it was calibrated.
final class Digits {
  private static final int TRAIN = 60_000;
  private static final int TEST = 10_000;

  /// Examples drawn by one task.
  private static final int CHUNK = 500;

  /// Measured over the 60,000 training examples.
  private static final Normalisation NORMALISATION = new Normalisation(0.1118, 0.2104);

  private Digits() {}

  static Dataset open() {
    return Drawn.DIGITS;
  }

  /// @param count a multiple of the chunk, 500
  static ByteExamples draw(Rng rng, String split, int count) {
    int size = DigitPainter.SIDE * DigitPainter.SIDE;
    byte[] greys = new byte[count * size];
    byte[] labels = new byte[count];
    IntStream.range(0, count / CHUNK)
        .parallel()
        .forEach(
            chunk -> {
              DigitPainter painter = new DigitPainter(rng, split);
              for (int i = chunk * CHUNK; i < (chunk + 1) * CHUNK; i++) {
                labels[i] = (byte) painter.label(i);
                painter.paint(i, greys, i * size);
              }
            });
    ImageShape shape = new ImageShape(1, DigitPainter.SIDE, DigitPainter.SIDE);
    return new ByteExamples(shape, 10, greys, labels, NORMALISATION.table());
  }

  /// Initialised by the first [#open], once.
  private static final class Drawn {
    static final Rng SEED = new Rng(2019);
    static final Dataset DIGITS =
        Dataset.of("digits", draw(SEED, "train", TRAIN), draw(SEED, "test", TEST));
  }
}
