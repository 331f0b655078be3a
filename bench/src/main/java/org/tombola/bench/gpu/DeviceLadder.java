package org.tombola.bench.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.tombola.bench.ladder.Accuracy;
import org.tombola.bench.ladder.Rounds;
import org.tombola.bench.ladder.Timing;
import org.tombola.bench.layer.ConvLayer;
import org.tombola.bench.layer.Numbers;
import org.tombola.engine.Shape;
import org.tombola.kernels.cuda.KernelTimer;
import org.tombola.kernels.cuda.LadderRung;

/// Checks and times the rungs between a definition and the kernels that ship, and those on top.
public final class DeviceLadder {
  /// Results of a rung that are compared with sums in double.
  private static final int SAMPLES = 256;

  private static final String SHIPPED = "what ships";

  /// A rung, timed.
  ///
  /// @param name of the kernel, or of the kernels that ship
  /// @param idea that it adds
  public record Rung(String name, String idea, Timing timing) {}

  /// A rung, to be timed.
  private record Asked(KernelTimer.Call call, String idea) {}

  private final KernelTimer timer;
  private final Clock clock;

  /// @param repeats of a kernel in a graph
  public DeviceLadder(KernelTimer timer, Rounds rounds, Repeats repeats) {
    this.timer = timer;
    clock = new Clock(timer, rounds, repeats);
  }

  /// C = A · B, square matrices of `n` rows, a multiple of four.
  ///
  /// @throws Accuracy.Wrong if a rung computes something else
  public List<Rung> products(int n) {
    float[] a = Numbers.draw(n * n, 1);
    float[] b = Numbers.draw(n * n, 2);
    long onA = onDevice(a);
    long onB = onDevice(b);
    long c = timer.allocate(n * n);
    List<Asked> all = new ArrayList<>();
    for (LadderRung rung : LadderRung.PRODUCTS) {
      all.add(new Asked(timer.product(rung, n, onA, onB, c), rung.idea()));
    }
    all.add(new Asked(timer.shippedProduct(n, onA, onB, c), SHIPPED));
    return timed(all, c, n * n, at -> product(n, a, b, at));
  }

  private static double product(int n, float[] a, float[] b, int at) {
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += (double) a[at / n * n + k] * b[k * n + at % n];
    }
    return sum;
  }

  /// The convolution of a layer, forward.
  ///
  /// @throws Accuracy.Wrong if a rung computes something else
  public List<Rung> convolutions(ConvLayer layer) {
    Shape x = layer.input();
    Shape filter = layer.weight();
    float[] images = Numbers.draw(x.size(), 1);
    float[] weights = Numbers.draw(filter.size(), 2);
    long from = onDevice(images);
    long w = onDevice(weights);
    long y = timer.allocate(layer.output().size());
    List<Asked> all = new ArrayList<>();
    for (LadderRung rung : LadderRung.CONVOLUTIONS) {
      all.add(
          new Asked(timer.convolution(rung, layer.window(), x, filter, from, w, y), rung.idea()));
    }
    all.add(new Asked(timer.shippedConvolution(layer.window(), x, filter, from, w, y), SHIPPED));
    return timed(all, y, layer.output().size(), at -> ChannelsLast.sum(layer, images, weights, at));
  }

  private long onDevice(float[] numbers) {
    long address = timer.allocate(numbers.length);
    timer.upload(numbers, address);
    return address;
  }

  private List<Rung> timed(List<Asked> all, long out, int size, IntToDoubleFunction expected) {
    all.forEach(asked -> check(asked.call(), out, size, expected));
    List<Timing> timings = clock.time(all.stream().map(Asked::call).toList());
    List<Rung> rungs = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Asked asked = all.get(i);
      rungs.add(new Rung(asked.call().toString(), asked.idea(), timings.get(i)));
    }
    return rungs;
  }

  /// Every result is written, and some are right.
  private void check(KernelTimer.Call call, long out, int size, IntToDoubleFunction expected) {
    float[] results = new float[size];
    Arrays.fill(results, Float.NaN);
    timer.upload(results, out);
    timer.launch(call);
    timer.download(out, results);
    int samples = Math.min(SAMPLES, size);
    double[] want = new double[samples];
    float[] have = new float[samples];
    for (int i = 0; i < samples; i++) {
      int at = (int) ((long) i * (size - 1) / Math.max(1, samples - 1));
      want[i] = expected.applyAsDouble(at);
      have[i] = results[at];
    }
    double error = Accuracy.error(want, have);
    for (float result : results) {
      error = Float.isNaN(result) ? Double.NaN : error;
    }
    Accuracy.require(call.toString(), error, Accuracy.SUMS);
  }
}
