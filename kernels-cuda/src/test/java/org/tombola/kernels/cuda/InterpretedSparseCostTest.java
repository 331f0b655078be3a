package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Window;
import org.tombola.kernels.cuda.ptx.Tally;

/// What sparse and dense kernels ask of a device: the numbers of `docs/sparse.md`.
class InterpretedSparseCostTest {
  private static final Window WINDOW = Window.of(3, 1, 1);
  private static final Shape IMAGES = Shape.of(32, 64, 8, 8);
  private static final Shape FILTERS = Shape.of(64, 64, 3, 3);

  /// Words from device memory, words from shared memory, instructions of warps.
  ///
  /// @param left weights, of 36,864; −1 for the dense kernels
  @ParameterizedTest
  @CsvSource({
    "-1, 2170880 28311552 3171328, 2170880 28311552 3201024, 2428928 28311552 3377712",
    "3686, 2046896 12634112 1667968, 2046896 12634112 1680256, 4636054 18874368 1790592",
    "737, 1491616 3312640 828560, 1491616 3312640 837968, 3688937 4194304 1161316"
  })
  void a_convolution_asks_for(int left, String forward, String input, String weight) {
    PtxDevice device = new PtxDevice();
    SparseChoice choice = left < 0 ? SparseChoice.OFF : SparseChoice.ON;
    try (CudaBackend on = new CudaBackend(device, new CudaChoices(Precision.FP32, false, choice))) {
      Storage x = on.allocate(Kind.BATCHED, IMAGES);
      Storage y = on.allocate(Kind.BATCHED, IMAGES);
      Storage w = on.allocate(Kind.PLAIN, FILTERS);
      Storage dw = on.allocate(Kind.PLAIN, FILTERS);
      Storage mask = on.allocate(Kind.PLAIN, FILTERS);
      mask.write(mask(Math.max(0, left)));
      on.pattern(w, mask);
      Storage flat = on.allocate(Kind.PLAIN, Shape.of(1));
      assertEquals(forward, asked(device, flat, () -> on.conv2d(WINDOW, x, w, null, y)));
      assertEquals(input, asked(device, flat, () -> on.conv2dInputGrad(WINDOW, y, w, x)));
      assertEquals(weight, asked(device, flat, () -> on.conv2dWeightGrad(WINDOW, y, x, w, dw)));
    }
  }

  private static float[] mask(int left) {
    double[] drawn = new double[FILTERS.size()];
    var stream = new Rng(1).stream("mask");
    Arrays.setAll(drawn, stream::uniform);
    double[] sorted = drawn.clone();
    Arrays.sort(sorted);
    float[] mask = new float[drawn.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = drawn[i] < sorted[left] ? 1 : 0;
    }
    return mask;
  }

  private static String asked(PtxDevice device, Storage flat, Runnable verb) {
    finish(flat);
    Tally tally = device.tally();
    long words = tally.globalWords();
    long shared = tally.sharedWords();
    long instructions = tally.instructions();
    verb.run();
    finish(flat);
    return "%d %d %d"
        .formatted(
            tally.globalWords() - words,
            tally.sharedWords() - shared,
            tally.instructions() - instructions);
  }

  /// Runs what waits, without a launch of its own.
  private static void finish(Storage flat) {
    flat.read(new float[1]);
  }
}
