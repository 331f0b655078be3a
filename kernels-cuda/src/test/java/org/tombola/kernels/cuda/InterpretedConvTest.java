package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Window;

/// Convolutions on the kernels that ship, run by the interpreter.
class InterpretedConvTest extends ConvCases {
  private static final Set<String> RUN = new TreeSet<>();
  private static int opened;
  private static final int MOST = 36 * 132 * 9; // numbers in any of the tensors
  private static final int MOST_BYTES = 8 * Float.BYTES * MOST; // in slices

  @Override
  Device open() {
    opened++;
    return new PtxDevice(RUN);
  }

  /// The wide tiles are chosen only for layers that would take minutes here. They take the launches
  /// of the large ones, with twice the threads.
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "FP32")
  void wide_tiles_give_the_bits_of_large_ones(Precision precision) {
    try (PtxDevice device = new PtxDevice(RUN)) {
      opened++;
      long a = ramp(device);
      long b = ramp(device);
      Slices large = new Slices(device.allocate(MOST_BYTES), 1, new ArrayList<>());
      Window window = new Window(2, 3, 1, 1);
      Shape x = Shape.of(2, 4, 9, 7);
      Conv.forward(large, precision, window, x, Shape.of(68, 4, 2, 3), a, b, 0, large.parts);
      Shape filter = Shape.of(68, 36, 2, 3);
      Shape dy = Shape.of(1, 68, 8, 5);
      x = Shape.of(1, 36, 7, 5);
      Conv.weightGrad(large, precision, window, dy, x, filter, a, b, large.parts);
      large = new Slices(large.parts, 2, large.launches);
      window = new Window(2, 3, 2, 1);
      filter = Shape.of(8, 68, 2, 3);
      dy = Shape.of(2, 8, 8, 6);
      x = Shape.of(2, 68, 14, 12);
      Conv.inputGrad(large, precision, window, dy, filter, x, a, b, large.parts);
      assertEquals(3, large.launches.size());
      for (Launch launch : large.launches) {
        float[] expected = run(device, launch, "Large", 128, large.parts);
        assertArrayEquals(expected, run(device, launch, "Wide", 256, large.parts));
      }
    }
  }

  private static long ramp(PtxDevice device) {
    float[] numbers = new float[MOST];
    for (int i = 0; i < MOST; i++) {
      numbers[i] = i * 7919L % 1013 / 1013f - 0.5f;
    }
    long at = device.allocate(Float.BYTES * MOST);
    device.upload(MemorySegment.ofArray(numbers), at);
    return at;
  }

  /// What it leaves, NaN where it has written nothing.
  private static float[] run(PtxDevice device, Launch like, String tile, int threads, long out) {
    float[] results = new float[MOST_BYTES / Float.BYTES];
    Arrays.fill(results, Float.NaN);
    device.upload(MemorySegment.ofArray(results), out);
    Kernel chosen = like.kernel();
    assertTrue(chosen.name().contains("Large"), chosen.name());
    Kernel kernel = new Kernel(chosen.family(), chosen.name().replace("Large", tile));
    device.launch(
        Launch.of(kernel, like.x(), like.y(), like.z(), threads)
            .shared(like.shared())
            .struct(Arrays.copyOf(like.words(), like.bytes() / Integer.BYTES)));
    device.download(out, MemorySegment.ofArray(results));
    return results;
  }

  /// Notes the launches that make slices, or all of a result, in one place.
  private record Slices(long parts, int multiprocessors, List<Launch> launches) implements Stream {
    @Override
    public void launch(Work work) {
      if (work instanceof Launch launch && !launch.kernel().name().equals("convParts")) {
        launches.add(launch);
      }
    }

    @Override
    public long scratch(long bytes) {
      return parts;
    }

    @Override
    public int capability() {
      return 80;
    }
  }

  /// Unless only some of the cases were asked for.
  @AfterAll
  static void every_kernel_has_run() {
    if (opened == 24 + 2) {
      Set<String> all = new TreeSet<>(PtxDevice.family("conv").kernels());
      all.addAll(PtxDevice.family("conv_tf32").kernels());
      all.addAll(PtxDevice.family("conv_bf16").kernels());
      assertEquals(all, RUN);
    }
  }
}
