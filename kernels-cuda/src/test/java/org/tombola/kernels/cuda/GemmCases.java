package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Products at awkward sizes, in all transpositions and precisions, against loops in double.
abstract class GemmCases {
  private final Random random = new Random(5);

  abstract Device open();

  /// Hands a product over, as [Gemm#product].
  void product(Stream stream, Product product) {
    Gemm.product(stream, product);
  }

  /// How large the difference may be, relative to the whole result.
  double limit(Precision precision) {
    return switch (precision) {
      case FP32 -> 1e-6;
      case TF32 -> 1e-3;
      case BF16 -> 8e-3;
    };
  }

  /// Multiprocessors decide on the tile, and on how many slices k is cut into.
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 132",
    "3, 5, 7, 132",
    "60, 36, 132, 132",
    "60, 36, 132, 1",
    "100, 68, 36, 1",
    "61, 35, 131, 1",
    "61, 35, 131, 132",
    "132, 260, 36, 1",
    "129, 131, 33, 1"
  })
  void agrees(int m, int n, int k, int multiprocessors) {
    try (Device device = open()) {
      for (int form = 0; form < 8; form++) {
        for (Precision precision : Precision.values()) {
          boolean transB = form / 2 % 2 == 1;
          // A queue for each, so that no scratch holds what another has written.
          try (Queue queue = new Queue(device)) {
            Stream stream = new OfSize(queue, multiprocessors);
            check(device, queue, stream, precision, form % 2 == 1, transB, form / 4 == 1, m, n, k);
          }
        }
      }
    }
  }

  private void check(
      Device device,
      Queue queue,
      Stream stream,
      Precision precision,
      boolean transA,
      boolean transB,
      boolean biased,
      int m,
      int n,
      int k) {
    float[] a = numbers(m * k);
    float[] b = numbers(n * k);
    float[] bias = numbers(n);
    float[] c = new float[m * n];
    Arrays.fill(c, Float.NaN);
    long to = upload(device, c);
    long left = upload(device, a);
    long right = upload(device, b);
    long added = biased ? upload(device, bias) : 0;
    product(stream, new Product(precision, transA, transB, m, n, k, left, right, added, to));
    queue.download(to, MemorySegment.ofArray(c));
    double error = 0;
    double size = 0;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double want = biased ? bias[j] : 0;
        for (int l = 0; l < k; l++) {
          want += (double) a[transA ? l * m + i : i * k + l] * b[transB ? j * k + l : l * n + j];
        }
        error += (c[i * n + j] - want) * (c[i * n + j] - want);
        size += want * want;
      }
    }
    assertTrue(
        Math.sqrt(error) < limit(precision) * Math.sqrt(size), () -> precision + " is far off");
  }

  private static long upload(Device device, float[] values) {
    long address = device.allocate((long) Float.BYTES * values.length);
    device.upload(MemorySegment.ofArray(values), address);
    return address;
  }

  /// Between a half and one and a half, so that no sum is close to zero.
  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 0.5f + random.nextFloat();
    }
    return numbers;
  }
}
