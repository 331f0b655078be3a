package org.tombola.engine.cases;

import static org.tombola.engine.cases.Input.batched;
import static org.tombola.engine.cases.Input.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Window;

/// Convolution, pooling and batch normalisation, at windows that overlap, leave rows out and hang
/// over the edge, and at channel counts around the edges of register tiles.
final class ImageCases {
  private static final Values NORMAL = Values.normal();

  /// Of either sign, and so large that what is normalised does not bring the sum near 0, where ReLU
  /// has no derivative.
  private static final Values CLEAR = Values.eitherSign(12f, 13f);

  private ImageCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int n : OpCases.BATCHES) {
      convolution(cases, Window.of(3, 1, 1), n, 3, 8, 5, 4);
      maxPool(cases, Window.of(2, 2, 0), n, 3, 4, 6);
      avgPool(cases, Window.of(2, 2, 0), n, 3, 4, 6);
      batchNorm(cases, n + 1, 3, 2, 3);
    }
    convolution(cases, Window.of(1, 1, 0), OpCases.N, 9, 7, 2, 3);
    convolution(cases, Window.of(1, 2, 0), OpCases.N, 4, 8, 5, 4);
    convolution(cases, Window.of(3, 1, 0), OpCases.N, 1, 1, 3, 3);
    convolution(cases, Window.of(3, 1, 1), OpCases.N, 8, 16, 1, 1);
    convolution(cases, Window.of(3, 1, 1), 33, 16, 17, 2, 2);
    convolution(cases, Window.of(3, 1, 1), 3, 17, 16, 3, 5);
    convolution(cases, Window.of(3, 2, 1), OpCases.N, 5, 9, 7, 6);
    convolution(cases, Window.of(3, 3, 3), 3, 2, 3, 5, 7);
    convolution(cases, Window.of(5, 1, 2), OpCases.N, 3, 6, 6, 5);
    convolution(cases, Window.of(5, 3, 0), 3, 2, 10, 9, 8);
    convolution(cases, Window.of(7, 2, 3), OpCases.N, 3, 8, 9, 8);
    convolution(cases, new Window(1, 3, 1, 1), 3, 2, 3, 3, 4);
    convolution(cases, new Window(2, 4, 2, 1), 3, 2, 3, 5, 6);
    maxPool(cases, Window.of(3, 2, 1), OpCases.N, 3, 7, 6);
    maxPool(cases, Window.of(3, 1, 1), 3, 5, 4, 4);
    maxPool(cases, Window.of(2, 3, 1), 3, 2, 5, 6);
    avgPool(cases, Window.of(3, 2, 1), OpCases.N, 3, 7, 6);
    avgPool(cases, Window.of(1, 2, 0), 3, 5, 5, 4);
    avgPool(cases, Window.of(4, 4, 0), 3, 5, 4, 4);
    cases.add(
        OpCase.of(
            "globalAvgPool", t -> t.getFirst().globalAvgPool(), batched(NORMAL, 17, 5, 3, 4)));
    batchNorm(cases, 33, 17, 1, 1);
    batchNorm(cases, OpCases.N, 5);
    return cases;
  }

  /// Layers of ResNet-20 and its kin.
  static List<OpCase> large() {
    List<OpCase> cases = new ArrayList<>();
    convolution(cases, Window.of(3, 1, 1), 40, 16, 16, 16, 16);
    convolution(cases, Window.of(3, 2, 1), 40, 16, 32, 16, 16);
    maxPool(cases, Window.of(2, 2, 0), 40, 16, 16, 16);
    batchNorm(cases, 40, 16, 16, 16);
    return cases;
  }

  /// The three faces, `c` channels of `h`×`w` to `k`.
  static void convolution(List<OpCase> cases, Window window, int n, int c, int k, int h, int w) {
    Input x = batched(NORMAL, n, c, h, w);
    Input filters = plain(NORMAL, k, c, window.height(), window.width());
    Input y = batched(NORMAL, n, k, window.outHeight(h), window.outWidth(w));
    int stride = window.stride();
    int padding = window.padding();
    String at = ", " + window;
    cases.add(
        product("conv2d" + at, t -> t.get(0).conv2d(t.get(1), null, stride, padding), x, filters));
    cases.add(
        product(
            "conv2d with bias" + at,
            t -> t.get(0).conv2d(t.get(1), t.get(2), stride, padding),
            x,
            filters,
            plain(NORMAL, k)));
    cases.add(
        product(
            "conv2dInputGrad" + at + " of " + h + "×" + w,
            t -> t.get(0).conv2dInputGrad(t.get(1), window, Shape.of(n, c, h, w)),
            y,
            filters));
    cases.add(
        product("conv2dWeightGrad" + at, t -> t.get(0).conv2dWeightGrad(t.get(1), window), y, x));
  }

  private static void maxPool(List<OpCase> cases, Window window, int... image) {
    cases.add(
        OpCase.of(
            "maxPool, " + window,
            t -> t.getFirst().maxPool(window.height(), window.stride(), window.padding()),
            batched(Values.distinct(), image)));
  }

  private static void avgPool(List<OpCase> cases, Window window, int... image) {
    cases.add(
        OpCase.of(
            "avgPool, " + window,
            t -> t.getFirst().avgPool(window.height(), window.stride(), window.padding()),
            batched(NORMAL, image)));
  }

  private static void batchNorm(List<OpCase> cases, int... image) {
    Input x = batched(Values.normal(), image);
    Input each = plain(Values.between(0.5f, 2f), image[1]);
    cases.add(
        OpCase.of(
                "batchNorm",
                t -> t.get(0).batchNorm(t.get(1), t.get(2), 1e-5f).out(),
                x,
                each,
                each)
            .tolerance(1e-5));
    cases.add(
        OpCase.of(
                "batchNorm, relu",
                t -> t.get(0).batchNormRelu(t.get(1), t.get(2), 1e-5f).out(),
                x,
                each,
                plain(CLEAR, image[1]))
            .tolerance(1e-5));
    cases.add(
        OpCase.of(
                "batchNorm, residual, relu",
                t -> t.get(0).batchNormRelu(t.get(1), t.get(2), t.get(3), 1e-5f).out(),
                x,
                each,
                each,
                batched(CLEAR, image))
            .tolerance(1e-5));
    cases.add(
        OpCase.of(
                "batchNorm variance",
                t -> t.get(0).batchNorm(t.get(1), t.get(1), 1e-5f).variance(),
                x.constant(),
                each.constant())
            .tolerance(1e-5));
    cases.add(
        OpCase.of(
                "batchNorm, evaluation",
                t -> t.get(0).batchNorm(t.get(1), t.get(2), t.get(3), t.get(4), 1e-5f),
                x,
                each,
                each,
                each,
                each)
            .tolerance(1e-5));
  }

  private static OpCase product(String op, Function<List<Tensor>, Tensor> f, Input... inputs) {
    return OpCase.of(op, f, inputs).tolerance(1e-5);
  }
}
