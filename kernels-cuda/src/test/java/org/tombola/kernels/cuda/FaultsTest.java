package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.tombola.kernels.cuda.ptx.Family;
import org.tombola.kernels.cuda.ptx.Fault;

/// Faults planted into kernels that ship, and what the interpreter says of them.
class FaultsTest {
  private static final int WIDTH = 300;

  private final PtxDevice device = new PtxDevice();

  /// The text of a family with one place changed, in one kernel.
  private static Family planted(String family, String kernel, String from, String to) {
    String text = PtxDevice.text(family);
    int begin = text.indexOf(".entry " + kernel + "(");
    int end = text.indexOf("\n}", begin);
    String whole = text.substring(begin, end);
    String changed = whole.replaceFirst(from, to);
    assertNotEquals(whole, changed, "nothing was planted");
    return new Family(text.substring(0, begin) + changed + text.substring(end));
  }

  private long numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 1 + i % 7;
    }
    long at = device.allocate((long) Float.BYTES * count);
    device.upload(MemorySegment.ofArray(numbers), at);
    return at;
  }

  /// Sums of the columns of a matrix of 40 rows.
  private Launch columns(long x, long out) {
    return Launch.of(new Kernel("reduce", "columnsSum"), (WIDTH + 31) / 32, 1, 1, 256)
        .pointer(x)
        .pointer(out)
        .integer(40)
        .integer(WIDTH)
        .integer(40);
  }

  private static void said(Fault fault, String... parts) {
    for (String part : parts) {
      assertTrue(fault.getMessage().contains(part), fault.getMessage());
    }
  }

  @Test
  void a_missing_barrier_is_a_race() {
    Family planted = planted("reduce", "columnsSum", "bar\\.sync \t0;", "");
    Launch launch = columns(numbers(40 * WIDTH), device.allocate(4L * WIDTH));
    device.launch(launch);
    Fault fault = assertThrows(Fault.class, () -> device.launch(launch, planted));
    said(fault, "columnsSum, line ", "block (0, 0, 0), thread ", "race", "since the last barrier");
  }

  /// Two blocks, each with half of the rows, leave their sums in one place.
  @Test
  void blocks_that_write_one_place_are_a_race() {
    long out = device.allocate(2L * Float.BYTES * WIDTH);
    Launch launch =
        Launch.of(new Kernel("reduce", "columnsSum"), (WIDTH + 31) / 32, 2, 1, 256)
            .pointer(numbers(40 * WIDTH))
            .pointer(out)
            .integer(40)
            .integer(WIDTH)
            .integer(20);
    device.launch(launch);
    Family planted = planted("reduce", "columnsSum", "%ctaid\\.y", "0");
    Fault fault = assertThrows(Fault.class, () -> device.launch(launch, planted));
    said(fault, "race", "block (0, 1, 0)", "of another block", "st.global");
  }

  @Test
  void a_barrier_that_some_lanes_skip_is_named() {
    Family planted = planted("reduce", "columnsSum", "bar\\.sync", "@!%p1 bar.sync");
    Launch launch = columns(numbers(40 * WIDTH), device.allocate(4L * WIDTH));
    said(
        assertThrows(Fault.class, () -> device.launch(launch, planted)),
        "thread 12: misses a barrier");
  }

  @Test
  void a_product_without_a_barrier_is_a_race() {
    Launch launch = product(64, 64, 32);
    device.launch(launch);
    Family planted = planted("gemm", "mediumNN", "bar\\.sync \t0;", "");
    said(assertThrows(Fault.class, () -> device.launch(launch, planted)), "mediumNN", "race");
  }

  /// A copy in the background that nobody waits for: what is multiplied is not there yet.
  @Test
  void a_copy_not_waited_for_comes_out_as_nan() {
    long c = device.allocate(4L * 64 * 64);
    Launch launch = tensorProduct(c);
    device.launch(launch);
    assertEquals(0, nans(c, 64 * 64));
    Family planted = planted("gemm_tensor", "tf32SmallNN", "cp\\.async\\.wait_group 1;", "");
    device.launch(launch, planted);
    assertNotEquals(0, nans(c, 64 * 64));
  }

  @Test
  void an_index_off_by_one_is_out_of_bounds() {
    // The last store of the kernel, one element further on.
    Family planted =
        planted("reduce", "columnsSum", "(st\\.global\\.f32 \t\\[%rd\\d+)\\]", "$1+4]");
    Launch launch = columns(numbers(40 * WIDTH), device.allocate(4L * WIDTH));
    Fault fault = assertThrows(Fault.class, () -> device.launch(launch, planted));
    said(fault, "columnsSum, line ", "4 bytes at byte 1200 of 1200", "st.global.f32");
  }

  /// The last block has 12 columns of 32; here it takes one more, which the last row has not.
  @Test
  void a_wrong_tail_is_out_of_bounds() {
    Family planted = planted("reduce", "columnsSum", "setp\\.ge\\.s32( \t%p1, )", "setp.gt.s32$1");
    Launch launch = columns(numbers(40 * WIDTH), device.allocate(4L * WIDTH));
    Fault fault = assertThrows(Fault.class, () -> device.launch(launch, planted));
    said(fault, "columnsSum, line ", "block (9, 0, 0)", "at byte 48000 of 48000", "ld.global");
  }

  private long nans(long at, int count) {
    float[] values = new float[count];
    device.download(at, MemorySegment.ofArray(values));
    long found = 0;
    for (float v : values) {
      found += Float.isNaN(v) ? 1 : 0;
    }
    return found;
  }

  private Launch product(int m, int n, int k) {
    return Launch.of(new Kernel("gemm", "mediumNN"), 1, 1, 1, 128)
        .struct(m, n, k, 32)
        .pointer(numbers(m * k))
        .pointer(numbers(k * n))
        .pointer(0)
        .pointer(device.allocate(4L * m * n));
  }

  private Launch tensorProduct(long c) {
    Tile tile = Tile.small("tf32Small", 4, 8);
    return Launch.of(tile.kernel(false, false), 1, 1, 1, tile.threads())
        .shared(tile.shared(false, false))
        .struct(64, 64, 96, 96)
        .pointer(numbers(64 * 96))
        .pointer(numbers(96 * 64))
        .pointer(0)
        .pointer(c);
  }
}
