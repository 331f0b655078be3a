package org.tombola.kernels.cuda;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Unary;

/// Launches of `elementwise.cu`.
final class Elementwise {
  /// Axes a kernel can walk.
  static final int RANKS = 6;

  private static final String FAMILY = "elementwise";
  private static final int THREADS = 256;

  /// Elements a thread where operands are alike.
  private static final int EACH = 4;

  private static final Kernel FILL = new Kernel(FAMILY, "fill");
  private static final Kernel COPY = new Kernel(FAMILY, "copy");
  private static final Map<Unary, Kernel> MAPS = named(Unary.class, "map");
  private static final Map<Binary, Kernel> ZIPS = named(Binary.class, "zip");
  private static final Map<Binary, Kernel> ALONG = named(Binary.class, "along");

  private Elementwise() {}

  /// `mapRelu` for `RELU`. A test launches all of them: a constant without a kernel fails there.
  private static <E extends Enum<E>> Map<E, Kernel> named(Class<E> constants, String prefix) {
    Map<E, Kernel> kernels = new EnumMap<>(constants);
    for (E each : constants.getEnumConstants()) {
      String name = each.name().charAt(0) + each.name().substring(1).toLowerCase(Locale.ROOT);
      kernels.put(each, new Kernel(FAMILY, prefix + name));
    }
    return kernels;
  }

  static void fill(Stream stream, float value, long out, int size) {
    stream.launch(
        Launch.over(FILL, Math.ceilDiv(size, EACH), THREADS)
            .pointer(out)
            .integer(size)
            .real(value));
  }

  static void copy(Stream stream, long x, long out, int size) {
    stream.launch(
        Launch.over(COPY, Math.ceilDiv(size, EACH), THREADS).pointer(x).pointer(out).integer(size));
  }

  static void map(Stream stream, Unary f, CudaStorage x, CudaStorage out) {
    stream.launch(
        Launch.over(requireNonNull(MAPS.get(f)), Math.ceilDiv(out.size(), EACH), THREADS)
            .pointer(x.address())
            .pointer(out.address())
            .integer(out.size()));
  }

  static void zip(Stream stream, Binary f, CudaStorage a, CudaStorage b, CudaStorage out) {
    if (a.shape().equals(out.shape()) && b.shape().equals(out.shape()) && a.kind() == b.kind()) {
      stream.launch(
          Launch.over(requireNonNull(ZIPS.get(f)), Math.ceilDiv(out.size(), EACH), THREADS)
              .pointer(a.address())
              .pointer(b.address())
              .pointer(out.address())
              .integer(out.size()));
      return;
    }
    int rank = out.shape().rank();
    int[] walk = new int[1 + 3 * RANKS];
    walk[0] = rank;
    int[] as = aligned(a, out);
    int[] bs = aligned(b, out);
    for (int i = 0; i < rank; i++) {
      int axis = CudaStorage.axisAt(rank, i);
      walk[1 + i] = out.shape().dim(axis);
      walk[1 + RANKS + i] = as[axis];
      walk[1 + 2 * RANKS + i] = bs[axis];
    }
    stream.launch(
        Launch.over(requireNonNull(ALONG.get(f)), out.size(), THREADS)
            .struct(walk)
            .pointer(a.address())
            .pointer(b.address())
            .pointer(out.address())
            .integer(out.size()));
  }

  /// How far apart in `x` are two neighbours along each axis of `out`, by the alignment rule of
  /// [org.tombola.engine.spi.Backend]: 0 where `x` is repeated.
  static int[] aligned(CudaStorage x, CudaStorage out) {
    Shape shape = x.shape();
    int[] own = CudaStorage.steps(shape);
    int[] steps = new int[out.shape().rank()];
    int batchAxes = x.kind() == Kind.BATCHED ? 1 : 0;
    Arrays.fill(steps, 0);
    if (batchAxes == 1) {
      steps[0] = own[0];
    }
    int shift = steps.length - own.length; // sample axes align from the right
    for (int axis = batchAxes; axis < own.length; axis++) {
      steps[axis + shift] = shape.dim(axis) == 1 ? 0 : own[axis];
    }
    return steps;
  }
}
