package org.tombola.kernels.cpu;

import static org.tombola.engine.spi.Kind.BATCHED;
import static org.tombola.engine.spi.Kind.PLAIN;

import org.jspecify.annotations.Nullable;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.BatchStatistics;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.SgdStep;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Window;

/// One step of a residual network of three convolutions, verb by verb: a direct one, one by
/// Winograd's algorithm whose operand is added to its result, and a direct one with a stride. Each
/// is normalised. The ragged batch takes two blocks of samples.
final class ResidualStep {
  private static final int BATCH = 33;
  private static final int SIDE = 8;
  private static final float EPSILON = 1e-5f;
  private static final SgdStep SGD = new SgdStep(1e-3f, 0.9f, true, 1e-4f);

  private final CpuBackend on;
  private final Storage pixels;
  private final Layer stem;
  private final Layer block;
  private final Layer down;

  /// What comes back to the stem through the block, and around it.
  private final Storage through;

  private final Storage around;

  ResidualStep(CpuBackend on) {
    this.on = on;
    pixels = TrainingStep.random(on, BATCHED, Shape.of(BATCH, 3, SIDE, SIDE));
    stem = new Layer(3, 16, Window.of(3, 1, 1), SIDE);
    block = new Layer(16, 16, Window.of(3, 1, 1), SIDE);
    down = new Layer(16, 32, Window.of(3, 2, 1), SIDE);
    through = on.allocate(BATCHED, stem.y.shape());
    around = on.allocate(BATCHED, stem.y.shape());
  }

  void run() {
    stem.forward(pixels, null);
    block.forward(stem.y, stem.y);
    down.forward(block.y, null);
    on.copy(down.y, down.dy);
    down.backward(block.y, block.dy, null);
    block.backward(stem.y, through, around);
    on.zip(Binary.ADD, through, around, stem.dy);
    stem.backward(pixels, null, null);
  }

  /// A convolution and its normalisation, and everything a step writes for them.
  private final class Layer {
    private final Window window;
    private final Storage w;
    private final Storage gamma;
    private final Storage beta;
    private final BatchStatistics statistics;
    private final Storage z;
    private final Storage y;
    private final Storage dy;
    private final Storage dz;
    private final Storage dw;
    private final Storage dgamma;
    private final Storage dbeta;
    private final Storage velocity;
    private final Storage running;

    Layer(int inputs, int outputs, Window window, int side) {
      this.window = window;
      w =
          TrainingStep.random(
              on, PLAIN, Shape.of(outputs, inputs, window.height(), window.width()));
      Shape each = Shape.of(outputs);
      gamma = TrainingStep.random(on, PLAIN, each);
      beta = TrainingStep.random(on, PLAIN, each);
      statistics = new BatchStatistics(plain(each), plain(each), plain(each));
      Shape images = Shape.of(BATCH, outputs, window.outHeight(side), window.outWidth(side));
      z = on.allocate(BATCHED, images);
      y = on.allocate(BATCHED, images);
      dy = on.allocate(BATCHED, images);
      dz = on.allocate(BATCHED, images);
      dw = plain(w.shape());
      dgamma = plain(each);
      dbeta = plain(each);
      velocity = plain(w.shape());
      running = plain(each);
    }

    private Storage plain(Shape shape) {
      return on.allocate(PLAIN, shape);
    }

    void forward(Storage x, @Nullable Storage residual) {
      on.conv2d(window, x, w, null, z);
      on.batchNorm(EPSILON, true, z, gamma, beta, residual, statistics, y);
      on.moveTowards(0.1f, 1f, statistics.mean(), running);
    }

    void backward(Storage x, @Nullable Storage dx, @Nullable Storage dresidual) {
      on.batchNormGrad(EPSILON, true, dy, y, z, gamma, statistics, dz, dgamma, dbeta, dresidual);
      on.conv2dWeightGrad(window, dz, x, w, dw);
      if (dx != null) {
        on.conv2dInputGrad(window, dz, w, dx);
      }
      on.sgdStep(SGD, dw, null, velocity, w);
    }
  }
}
