package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.cases.DropoutCheck;
import org.tombola.engine.cases.OpCase;
import org.tombola.engine.cases.OpCases;
import org.tombola.engine.cases.OptimiserCheck;
import org.tombola.engine.cases.Parity;
import org.tombola.engine.cases.SpecialValues;
import org.tombola.engine.cases.UniformCheck;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.SgdStep;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Unary;
import org.tombola.engine.spi.Window;

/// The operations of the contract every backend signs, and their gradients, on the kernels that
/// ship, run by the interpreter, against the reference.
class InterpretedOperationsTest {
  private static final List<String> FAMILIES =
      List.of(
          "batchnorm", "elementwise", "loss", "movement", "optimiser", "pool", "random", "reduce");

  private static final Set<String> RUN = new TreeSet<>();
  private static final Backend DEVICE =
      new CudaBackend(new PtxDevice(RUN), CudaChoices.in(Precision.FP32));
  private static final Backend REFERENCE = Backends.open("reference", 1);

  @AfterAll
  static void every_kernel_has_run() {
    DEVICE.close();
    REFERENCE.close();
    Set<String> left = new TreeSet<>();
    for (String family : FAMILIES) {
      left.addAll(PtxDevice.family(family).kernels());
    }
    left.removeAll(RUN);
    assertEquals(Set.of(), left, "kernels that no test has run");
  }

  /// The first case of every operation, and every twentieth; all of them with
  /// `-Dtombola.slow=true`.
  static List<OpCase> operations() {
    List<OpCase> all = OpCases.all();
    if (Boolean.getBoolean("tombola.slow")) {
      return all;
    }
    Set<String> seen = new HashSet<>();
    return IntStream.range(0, all.size())
        .filter(i -> seen.add(all.get(i).op()) || i % 20 == 0)
        .mapToObj(all::get)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void agrees_with_the_reference(OpCase each) {
    Parity.check(each, DEVICE, REFERENCE);
  }

  @ParameterizedTest
  @EnumSource
  void maps_special_values_as_the_enum_says(Unary f) {
    SpecialValues.check(f, DEVICE);
  }

  @ParameterizedTest
  @EnumSource
  void zips_special_values_as_the_enum_says(Binary f) {
    SpecialValues.check(f, DEVICE);
  }

  @Test
  void optimisers_step_as_the_reference_does() {
    OptimiserCheck.sgd(DEVICE, REFERENCE);
    OptimiserCheck.adam(DEVICE, REFERENCE);
  }

  @Test
  void uniform_numbers_are_those_of_the_stream() {
    UniformCheck.check(DEVICE);
  }

  @Test
  void dropout_is_decided_by_the_numbers_of_the_stream() {
    DropoutCheck.check(DEVICE);
  }

  /// Second derivatives and evaluation alone need these two.
  @Test
  void picks_maxima_and_moves_averages_as_the_reference_does() {
    assertArrayEquals(picked(REFERENCE), picked(DEVICE));
    assertArrayEquals(moved(REFERENCE), moved(DEVICE), 1e-6f);
  }

  /// What one step is told must stay until it has run, however many follow before somebody looks.
  @Test
  void steps_of_an_optimiser_keep_their_numbers() {
    assertArrayEquals(stepped(REFERENCE), stepped(DEVICE), 1e-6f);
  }

  private static float[] stepped(Backend on) {
    Storage w = on.allocate(Kind.PLAIN, Shape.of(5));
    Storage once = on.allocate(Kind.PLAIN, w.shape());
    Storage other = on.allocate(Kind.PLAIN, w.shape());
    once.write(new float[] {1, 2, 3, 4, 5});
    other.write(new float[] {100, 200, 300, 400, 500});
    on.sgdStep(new SgdStep(0.1f, 0f, false, 0f), once, null, null, w);
    on.sgdStep(new SgdStep(0.2f, 0f, false, 0f), once, null, null, w);
    on.sgdStep(new SgdStep(0.3f, 0f, false, 0f), other, null, null, w);
    float[] after = new float[5];
    w.read(after);
    return after;
  }

  private static float[] picked(Backend on) {
    Window window = Window.of(3, 2, 1);
    Storage x = on.allocate(Kind.BATCHED, Shape.of(3, 5, 7, 6));
    x.write(ramp(x.shape().size()));
    Storage taps = on.allocate(Kind.BATCHED, Shape.of(3, 5, 4, 3));
    Storage out = on.allocate(Kind.BATCHED, taps.shape());
    on.maxPool(window, x, out, taps);
    out.poison();
    on.maxPick(window, x, taps, out);
    float[] picked = new float[out.shape().size()];
    out.read(picked);
    return picked;
  }

  private static float[] moved(Backend on) {
    Storage now = on.allocate(Kind.PLAIN, Shape.of(37));
    now.write(ramp(37));
    Storage running = on.allocate(Kind.PLAIN, Shape.of(37));
    on.moveTowards(0.1f, 1.25f, now, running);
    float[] after = new float[37];
    running.read(after);
    return after;
  }

  private static float[] ramp(int count) {
    float[] ramp = new float[count];
    for (int i = 0; i < count; i++) {
      ramp[i] = i * 7919 % 1013;
    }
    return ramp;
  }
}
