package org.tombola.lottery.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Rng;
import org.tombola.engine.spi.AdamStep;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.BatchStatistics;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Reduce;
import org.tombola.engine.spi.SgdStep;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Unary;
import org.tombola.engine.spi.Window;
import org.tombola.lottery.cli.VerbTrial.Case;

/// Every verb of a backend on shapes that divide by nothing, small ones, and sizes of real layers.
final class VerbCases {
  private VerbCases() {}

  /// The verbs by name, without products and what holds them.
  static Map<String, Case> exact() {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("fill", (t, b) -> b.fill(0.5f, t.outBatched(3, 5, 7, 9)));
    cases.put(
        "uniform",
        (t, b) -> {
          var stream = new Rng(5).stream("uniform");
          b.uniform(stream, 1L << 40, t.outBatched(3, 5, 7, 9));
          b.uniform(stream, 3, t.outPlain(33, 37));
        });
    cases.put(
        "copy",
        (t, b) -> {
          b.copy(t.plain(6, 35), t.outPlain(10, 21));
          b.copy(t.batched(5, 3, 4, 6), t.outPlain(360));
          b.copy(t.batched(5, 3, 4, 6), t.outBatched(5, 72));
          b.copy(t.plain(5, 72), t.outBatched(5, 3, 4, 6));
        });
    cases.put(
        "expand",
        (t, b) -> {
          b.expand(t.plain(3, 1, 1), t.outBatched(5, 3, 4, 6));
          b.expand(t.batched(7, 1), t.outBatched(7, 33));
          b.expand(t.plain(33), t.outPlain(7, 33));
        });
    cases.put(
        "permute",
        (t, b) -> {
          b.permute(new int[] {0, 2, 3, 1}, t.batched(4, 3, 5, 6), t.outBatched(4, 5, 6, 3));
          b.permute(new int[] {1, 0}, t.plain(37, 65), t.outPlain(65, 37));
        });
    cases.put(
        "slice",
        (t, b) -> {
          b.slice(1, 2, t.batched(3, 7, 5, 6), t.outBatched(3, 4, 5, 6));
          b.slice(0, 5, t.plain(33, 9), t.outPlain(20, 9));
        });
    cases.put(
        "pad",
        (t, b) -> {
          b.pad(1, 2, t.batched(3, 4, 5, 6), t.outBatched(3, 7, 5, 6));
          b.pad(0, 5, t.plain(20, 9), t.outPlain(33, 9));
        });
    cases.put(
        "map",
        (t, b) -> {
          for (Unary f : Unary.values()) {
            b.map(f, t.positive(33, 37), t.outPlain(33, 37));
          }
          for (Unary f : new Unary[] {Unary.RELU, Unary.SIGN, Unary.SIGMOID, Unary.SOFTPLUS}) {
            b.map(f, t.batched(3, 5, 7, 9), t.outBatched(3, 5, 7, 9));
          }
        });
    cases.put(
        "zip",
        (t, b) -> {
          for (Binary f : Binary.values()) {
            b.zip(f, t.batched(3, 5, 7, 6), t.plain(5, 1, 1), t.outBatched(3, 5, 7, 6));
            b.zip(f, t.plain(33, 37), t.positive(33, 37), t.outPlain(33, 37));
          }
        });
    cases.put(
        "reduce",
        (t, b) -> {
          for (Reduce f : Reduce.values()) {
            b.reduce(f, new int[] {0, 2, 3}, t.batched(9, 5, 7, 6), t.outPlain(5));
            b.reduce(f, new int[] {1}, t.batched(9, 130), t.outBatched(9));
            b.reduce(f, new int[] {0}, t.plain(100_003), t.outPlain(1));
          }
        });
    pools(cases);
    normalisations(cases);
    updates(cases);
    return cases;
  }

  private static void pools(Map<String, Case> cases) {
    cases.put("maxPool", VerbCases::maxPools);
    cases.put(
        "avgPool",
        (t, b) -> {
          b.avgPool(Window.of(2, 2, 0), t.batched(3, 5, 8, 10), t.outBatched(3, 5, 4, 5));
          b.avgPool(Window.of(8, 1, 0), t.batched(9, 64, 8, 8), t.outBatched(9, 64, 1, 1));
        });
    cases.put(
        "avgUnpool",
        (t, b) -> {
          b.avgUnpool(Window.of(3, 2, 1), t.batched(3, 5, 5, 6), t.outBatched(3, 5, 9, 11));
          b.avgUnpool(Window.of(8, 1, 0), t.batched(9, 64, 1, 1), t.outBatched(9, 64, 8, 8));
        });
  }

  private static void maxPools(VerbTrial t, Backend b) {
    for (Window w : new Window[] {Window.of(3, 2, 1), Window.of(2, 2, 0)}) {
      int p = w.outHeight(9);
      int q = w.outWidth(11);
      Storage x = t.batched(3, 5, 9, 11);
      Storage taps = t.outBatched(3, 5, p, q);
      b.maxPool(w, x, t.outBatched(3, 5, p, q), taps);
      b.maxPick(w, x, taps, t.outBatched(3, 5, p, q));
      b.maxUnpool(w, t.batched(3, 5, p, q), taps, t.outBatched(3, 5, 9, 11));
    }
  }

  private static void normalisations(Map<String, Case> cases) {
    cases.put(
        "batchNorm",
        (t, b) -> {
          for (int[] dims : new int[][] {{9, 5, 7, 6}, {16, 10}, {2, 64, 16, 16}}) {
            normalise(t, b, false, false, dims);
            normalise(t, b, true, false, dims);
            normalise(t, b, true, true, dims);
          }
        });
    cases.put(
        "moveTowards", (t, b) -> b.moveTowards(0.1f, 1.01f, t.plain(65), t.changed(t.plain(65))));
    cases.put(
        "softmaxCrossEntropy",
        (t, b) -> {
          for (int classes : new int[] {2, 10, 1000}) {
            int[] labels = new int[33];
            for (int i = 0; i < labels.length; i++) {
              labels[i] = i * 7 % classes;
            }
            Storage losses = t.outBatched(33);
            b.softmaxCrossEntropy(
                t.batched(33, classes), labels, losses, t.outBatched(33, classes));
          }
        });
  }

  private static void normalise(
      VerbTrial t, Backend b, boolean relu, boolean residual, int... dims) {
    int c = dims[1];
    Storage x = t.batched(dims);
    Storage gamma = t.positive(c);
    var statistics = new BatchStatistics(t.outPlain(c), t.outPlain(c), t.outPlain(c));
    Storage y = t.outBatched(dims);
    @Nullable Storage added = residual ? t.batched(dims) : null;
    b.batchNorm(1e-5f, relu, x, gamma, t.plain(c), added, statistics, y);
    Storage dy = t.batched(dims);
    @Nullable Storage back = residual ? t.outBatched(dims) : null;
    Storage dx = t.outBatched(dims);
    Storage dgamma = t.outPlain(c);
    b.batchNormGrad(1e-5f, relu, dy, y, x, gamma, statistics, dx, dgamma, t.outPlain(c), back);
  }

  private static void updates(Map<String, Case> cases) {
    cases.put(
        "sgdStep",
        (t, b) -> {
          b.sgdStep(
              new SgdStep(0.1f, 0, false, 0.01f),
              t.plain(7, 9),
              null,
              null,
              t.changed(t.plain(7, 9)));
          for (boolean nesterov : new boolean[] {false, true}) {
            b.sgdStep(
                new SgdStep(0.1f, 0.9f, nesterov, 0.01f),
                t.plain(5, 3, 3, 3),
                t.mask(5, 3, 3, 3),
                t.changed(t.plain(5, 3, 3, 3)),
                t.changed(t.plain(5, 3, 3, 3)));
          }
        });
    cases.put(
        "adamStep",
        (t, b) -> {
          for (@Nullable Storage mask : new @Nullable Storage[] {null, t.mask(33, 37)}) {
            b.adamStep(
                new AdamStep(0.01f, 0.9f, 0.999f, 1e-8f, 0.01f, 3),
                t.plain(33, 37),
                mask,
                t.changed(t.plain(33, 37)),
                t.changed(t.positive(33, 37)),
                t.changed(t.plain(33, 37)));
          }
        });
  }

  /// The verbs that multiply matrices in some form, which a precision may make coarser.
  static Map<String, Case> products() {
    Map<String, Case> cases = new LinkedHashMap<>();
    int[][] linears = {{1, 1, 1}, {5, 7, 3}, {60, 784, 300}, {33, 130, 65}, {128, 100, 10}};
    cases.put(
        "linear",
        (t, b) -> {
          for (int[] s : linears) {
            b.linear(
                t.batched(s[0], s[1]),
                t.plain(s[2], s[1]),
                t.plain(s[2]),
                t.outBatched(s[0], s[2]));
            b.linear(t.batched(s[0], s[1]), t.plain(s[2], s[1]), null, t.outBatched(s[0], s[2]));
          }
        });
    cases.put(
        "linearInputGrad",
        (t, b) -> {
          for (int[] s : linears) {
            b.linearInputGrad(t.batched(s[0], s[2]), t.plain(s[2], s[1]), t.outBatched(s[0], s[1]));
          }
        });
    cases.put(
        "linearWeightGrad",
        (t, b) -> {
          for (int[] s : linears) {
            b.linearWeightGrad(
                t.batched(s[0], s[2]), t.batched(s[0], s[1]), null, t.outPlain(s[2], s[1]));
          }
        });
    cases.put("matmul", VerbCases::matmuls);
    cases.put("conv2d", (t, b) -> convolutions(t, b, Pass.FORWARD));
    cases.put("conv2dInputGrad", (t, b) -> convolutions(t, b, Pass.INPUT));
    cases.put("conv2dWeightGrad", (t, b) -> convolutions(t, b, Pass.WEIGHTS));
    return cases;
  }

  private static void matmuls(VerbTrial t, Backend b) {
    for (int[] s : new int[][] {{1, 1, 1}, {129, 67, 33}, {128, 64, 128}, {2, 300, 77}}) {
      for (int flags = 0; flags < 4; flags++) {
        boolean transA = (flags & 1) != 0;
        boolean transB = (flags & 2) != 0;
        Storage left = transA ? t.plain(s[1], s[0]) : t.plain(s[0], s[1]);
        Storage right = transB ? t.plain(s[2], s[1]) : t.plain(s[1], s[2]);
        b.matmul(transA, transB, left, right, t.outPlain(s[0], s[2]));
      }
    }
  }

  private enum Pass {
    FORWARD,
    INPUT,
    WEIGHTS
  }

  /// N, C, H, W, K, then the window: size, stride, padding.
  private static final int[][] CONVOLUTIONS = {
    {2, 3, 9, 11, 5, 3, 1, 1},
    {1, 1, 5, 5, 1, 1, 1, 0},
    {3, 16, 8, 8, 32, 3, 2, 1},
    {5, 64, 7, 7, 64, 3, 1, 1},
    {2, 6, 14, 14, 16, 5, 1, 0},
    {4, 16, 8, 8, 32, 1, 2, 0},
    {9, 32, 16, 16, 32, 3, 1, 1},
    {2, 3, 32, 32, 16, 3, 1, 1}
  };

  private static void convolutions(VerbTrial t, Backend b, Pass pass) {
    for (int[] s : CONVOLUTIONS) {
      var window = Window.of(s[5], s[6], s[7]);
      int[] images = {s[0], s[1], s[2], s[3]};
      int[] filters = {s[4], s[1], s[5], s[5]};
      int[] results = {s[0], s[4], window.outHeight(s[2]), window.outWidth(s[3])};
      switch (pass) {
        case FORWARD -> {
          b.conv2d(window, t.batched(images), t.plain(filters), null, t.outBatched(results));
          b.conv2d(
              window, t.batched(images), t.plain(filters), t.plain(s[4]), t.outBatched(results));
        }
        case INPUT ->
            b.conv2dInputGrad(window, t.batched(results), t.plain(filters), t.outBatched(images));
        case WEIGHTS ->
            b.conv2dWeightGrad(
                window, t.batched(results), t.batched(images), null, t.out(Kind.PLAIN, filters));
      }
    }
  }
}
