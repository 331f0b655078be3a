package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.kernels.cuda.ptx.Tally;

/// The ladder run by the interpreter, and what each rung asks of memory: `docs/ladder.md`.
class InterpretedLadderTest extends LadderCases {
  @Override
  Device open() {
    return new PtxDevice();
  }

  /// A product of 64 × 64 matrices.
  @ParameterizedTest
  @CsvSource({
    "definition, 524288, 0, 0, 51072",
    "shared, 32768, 524288, 128, 44032",
    "registers, 8192, 131072, 8, 19752",
    "vectors, 8192, 131072, 8, 11720",
    "buffers, 8192, 131072, 4, 12184",
    "mediumNN, 8192, 98304, 5, 12292"
  })
  void products_ask_for(
      String rung, long globalWords, long sharedWords, long barriers, long instructions) {
    PtxDevice device = new PtxDevice();
    long a = upload(device, ramp(64 * 64));
    long b = upload(device, ramp(64 * 64));
    long c = device.allocate(4L * 64 * 64);
    device.launch(
        rung.equals("mediumNN") ? shipped(a, b, c) : product(rung).product(64, 64, 64, a, b, c));
    check(device.tally(), globalWords, sharedWords, barriers, instructions);
  }

  private static Launch shipped(long a, long b, long c) {
    return Launch.of(new Kernel("gemm", "mediumNN"), 1, 1, 1, 128)
        .struct(64, 64, 64, 64)
        .pointer(a)
        .pointer(b)
        .pointer(0)
        .pointer(c);
  }

  /// A 3 × 3 convolution of 16 to 64 channels, images of 8 × 8, all in one.
  @ParameterizedTest
  @CsvSource({
    "definition, 991232, 0, 0, 110344",
    "product, 67840, 1179648, 288, 115424",
    "registers, 16960, 294912, 18, 42840",
    "rows, 16960, 294912, 18, 39760",
    "squareForward, 16960, 221184, 10, 25736"
  })
  void convolutions_ask_for(
      String rung, long globalWords, long sharedWords, long barriers, long instructions) {
    PtxDevice device = new PtxDevice();
    int[] geometry = {1, 16, 8, 8, 64, 8, 8, 3, 3, 1, 1};
    long x = upload(device, ramp(16 * 8 * 8));
    long w = upload(device, ramp(64 * 9 * 16));
    long y = device.allocate(4L * 64 * 64);
    device.launch(
        rung.equals("squareForward")
            ? shippedConvolution(x, w, y)
            : convolution(rung).convolution(geometry, x, w, y));
    check(device.tally(), globalWords, sharedWords, barriers, instructions);
  }

  private static Launch shippedConvolution(long x, long w, long y) {
    return Launch.of(new Kernel("conv", "squareForward"), 1, 1, 1, 128)
        .struct(1, 16, 8, 8, 64, 8, 8, 3, 3, 1, 1, 9, 64 * 64)
        .pointer(x)
        .pointer(w)
        .pointer(0)
        .pointer(y);
  }

  /// A rung that nobody lists would be neither explained nor timed.
  @Test
  void every_rung_is_listed() {
    assertEquals(names(LadderRung.PRODUCTS), PtxDevice.family("ladder_gemm").kernels());
    assertEquals(names(LadderRung.CONVOLUTIONS), PtxDevice.family("ladder_conv").kernels());
  }

  private static Set<String> names(List<LadderRung> rungs) {
    return rungs.stream().map(LadderRung::name).collect(Collectors.toSet());
  }

  private static void check(
      Tally tally, long globalWords, long sharedWords, long barriers, long instructions) {
    assertEquals(
        "%d %d %d %d".formatted(globalWords, sharedWords, barriers, instructions),
        "%d %d %d %d"
            .formatted(
                tally.globalWords(), tally.sharedWords(), tally.barriers(), tally.instructions()));
  }
}
