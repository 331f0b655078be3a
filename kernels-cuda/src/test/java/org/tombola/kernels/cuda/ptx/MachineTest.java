package org.tombola.kernels.cuda.ptx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Kernels of a few lines, each for one matter of how threads run.
class MachineTest {
  private static final int THREADS = 48; // a warp and a half

  /// The thread's number is in `%r1`, the address of its own word of the result in `%rd1`.
  private static final String KERNEL =
      """
      .visible .entry kernel(
      	.param .u64 out
      )
      {
      	.reg .pred %%p<4>;
      	.reg .f32 %%f<4>;
      	.reg .b32 %%r<9>;
      	.reg .b64 %%rd<5>;
      	.shared .align 4 .b8 words[256];
      	mov.u32 %%r1, %%tid.x;
      	ld.param.u64 %%rd2, [out];
      	cvta.to.global.u64 %%rd3, %%rd2;
      	mul.wide.u32 %%rd4, %%r1, 4;
      	add.s64 %%rd1, %%rd3, %%rd4;
      %s
      	ret;
      }
      """;

  private static int[] run(String body) {
    Machine machine = new Machine();
    long out = machine.allocate(4L * THREADS);
    int[] parameters = {(int) out, (int) (out >>> 32)};
    machine.launch(new Family(KERNEL.formatted(body)), "kernel", 1, 1, 1, THREADS, 0, parameters);
    int[] results = new int[THREADS];
    machine.download(out, MemorySegment.ofArray(results));
    return results;
  }

  private static void fails(String said, String body) {
    Fault fault = assertThrows(Fault.class, () -> run(body));
    assertTrue(String.valueOf(fault.getMessage()).contains(said), fault::toString);
  }

  @Test
  void lanes_part_at_a_branch_and_meet_again() {
    int[] results =
        run(
            """
            and.b32 %r2, %r1, 1;
            setp.eq.s32 %p1, %r2, 0;
            @%p1 bra $EVEN;
            mov.u32 %r3, 100;
            bra $MEET;
            $EVEN:
            mov.u32 %r3, 200;
            $MEET:
            mov.u32 %r4, 31;
            mov.u32 %r5, 1;
            mov.u32 %r6, -1;
            setp.ge.s32 %p2, %r1, 32;
            @%p2 mov.u32 %r6, 65535;
            shfl.sync.bfly.b32 %r7|%p3, %r3, %r5, %r4, %r6;
            add.s32 %r3, %r7, %r1;
            st.global.u32 [%rd1], %r3;
            """);
    assertArrayEquals(
        IntStream.range(0, THREADS).map(i -> (i % 2 == 0 ? 100 : 200) + i).toArray(), results);
  }

  @Test
  void each_lane_takes_its_own_rounds_of_a_loop() {
    int[] results =
        run(
            """
            mov.u32 %r2, 0;
            mov.u32 %r3, 0;
            $AGAIN:
            add.s32 %r2, %r2, %r3;
            add.s32 %r3, %r3, 1;
            setp.le.s32 %p1, %r3, %r1;
            @%p1 bra $AGAIN;
            st.global.u32 [%rd1], %r2;
            """);
    assertArrayEquals(IntStream.range(0, THREADS).map(i -> i * (i + 1) / 2).toArray(), results);
  }

  private static final String REVERSE =
      """
      shl.b32 %%r2, %%r1, 2;
      mov.u32 %%r3, words;
      add.s32 %%r4, %%r3, %%r2;
      st.shared.u32 [%%r4], %%r1;
      %s
      sub.s32 %%r5, 47, %%r1;
      shl.b32 %%r5, %%r5, 2;
      add.s32 %%r5, %%r3, %%r5;
      ld.shared.u32 %%r6, [%%r5];
      st.global.u32 [%%rd1], %%r6;
      """;

  @Test
  void a_barrier_orders_writing_and_reading() {
    int[] results = run(REVERSE.formatted("bar.sync 0;"));
    assertArrayEquals(IntStream.range(0, THREADS).map(i -> 47 - i).toArray(), results);
    fails("race", REVERSE.formatted(""));
  }

  /// Lanes of one warp run together here, on a device of today not even that is certain.
  @Test
  void lanes_of_one_warp_race_too() {
    String body =
        """
        setp.ge.s32 %p1, %r1, 32;
        @%p1 ret;
        st.shared.u32 [words], %r1;
        """;
    fails("thread 1: race at byte 0 of shared memory: writes what another has written", body);
  }

  @Test
  void threads_that_have_ended_are_not_waited_for() {
    String body =
        """
        setp.lt.s32 %p1, %r1, 8;
        @%p1 ret;
        bar.sync 0;
        st.global.u32 [%rd1], %r1;
        """;
    assertArrayEquals(IntStream.range(0, THREADS).map(i -> i < 8 ? -1 : i).toArray(), run(body));
  }

  @Test
  void all_lanes_of_a_warp_come_to_a_barrier_or_none() {
    String body =
        """
        setp.lt.s32 %p1, %r1, 8;
        @%p1 bra $ON;
        bar.sync 0;
        $ON:
        st.global.u32 [%rd1], %r1;
        """;
    fails("thread 0: misses a barrier", body);
  }

  @Test
  void unordered_comparisons_and_long_shifts_are_those_of_ptx() {
    int[] results =
        run(
            """
            mov.f32 %f1, 0f7FC00000;
            mov.f32 %f2, 0f3F800000;
            setp.lt.f32 %p1, %f1, %f2;
            setp.ltu.f32 %p2, %f1, %f2;
            selp.b32 %r2, 1, 0, %p1;
            selp.b32 %r3, 2, 0, %p2;
            max.f32 %f3, %f1, %f2;
            setp.eq.f32 %p3, %f3, %f2;
            selp.b32 %r4, 4, 0, %p3;
            mov.u32 %r5, 32;
            mov.u32 %r6, -1;
            shl.b32 %r7, %r6, %r5;
            add.s32 %r2, %r2, %r3;
            add.s32 %r2, %r2, %r4;
            add.s32 %r2, %r2, %r7;
            st.global.u32 [%rd1], %r2;
            """);
    assertEquals(2 + 4, results[0]);
  }

  @Test
  void operands_of_tensor_cores_are_rounded_to_the_nearest() {
    assertEquals(0x3f80_2000, Moves.tf32(Float.intBitsToFloat(0x3f80_1000))); // a tie goes up
    assertEquals(0x3f80_0000, Moves.tf32(Float.intBitsToFloat(0x3f80_0fff)));
    assertEquals(0x3f80, Moves.bf16(Float.intBitsToFloat(0x3f80_8000))); // a tie goes to even
    assertEquals(0x3f82, Moves.bf16(Float.intBitsToFloat(0x3f81_8000)));
    assertEquals(0x7f80, Moves.bf16(Float.POSITIVE_INFINITY));
  }

  @Test
  void what_a_thread_does_wrong_is_named_with_its_line() {
    fails("kernel, line 15, block (0, 0, 0), thread 0: ", "st.global.u32 [%rd3+192], %r1;");
    fails("4 bytes at byte 192 of 192", "st.global.u32 [%rd3+192], %r1;");
    fails("not aligned", "st.global.u32 [%rd1+2], %r1;");
    fails("in no allocation", "st.global.u32 [%rd4], %r1;");
    fails("at byte 256 of 256 in shared memory", "st.shared.u32 [words+256], %r1;");
    fails("no end, and no barrier", "$ROUND:\nbra $ROUND;");
  }

  @Test
  void what_is_not_known_is_refused_before_anything_runs() {
    fails("kernel, line 15: the interpreter does not know bar.warp.sync", "bar.warp.sync -1;");
    fails("no register, constant or shared variable is called word", "mov.u32 %r2, word;");
    fails("no label $NOWHERE", "bra $NOWHERE;");
    Machine machine = new Machine();
    Family family = new Family(KERNEL.formatted(""));
    assertThrows(Fault.class, () -> machine.launch(family, "kernel", 1, 1, 1, 1, 0, new int[1]));
    assertThrows(Fault.class, () -> machine.launch(family, "other", 1, 1, 1, 1, 0, new int[2]));
  }
}
