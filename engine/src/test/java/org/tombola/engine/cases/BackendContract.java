package org.tombola.engine.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Binary;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Reduce;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Unary;

/// What a backend must satisfy. A backend's test extends this and says how to open it:
///
/// ```java
/// class CpuContractTest extends BackendContract {
///   @Override
///   protected Backend open(int threads) {
///     return Backends.open("cpu", threads);
///   }
/// }
/// ```
@TestInstance(Lifecycle.PER_CLASS)
public abstract class BackendContract {
  private final Backend reference = Backends.open("reference", 1);
  private Backend one;
  private Backend three;

  /// A new backend with that many threads.
  protected abstract Backend open(int threads);

  /// Whether to try a case; all of them unless another test of the same code does.
  protected boolean tries(OpCase each) {
    return true;
  }

  /// How far the backend may be from the reference, relative to the largest element.
  protected double tolerance(OpCase each) {
    return each.tolerance();
  }

  @BeforeAll
  public void open() {
    one = open(1);
    three = open(3);
  }

  @AfterAll
  public void close() {
    one.close();
    three.close();
    three.close(); // closing twice is allowed
  }

  List<OpCase> all() {
    return tried(OpCases.all());
  }

  List<OpCase> differentiable() {
    return all().stream().filter(OpCase::isDifferentiable).toList();
  }

  List<OpCase> gradients() {
    return tried(OpCases.gradients());
  }

  List<OpCase> large() {
    return tried(OpCases.large());
  }

  private List<OpCase> tried(List<OpCase> cases) {
    return cases.stream().filter(this::tries).toList();
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  public void derivatives_match_finite_differences(OpCase each) {
    GradientCheck.check(each, one);
  }

  @ParameterizedTest
  @MethodSource("gradients")
  public void second_derivatives_match_finite_differences(OpCase each) {
    GradientCheck.checkSecond(each, one);
  }

  @ParameterizedTest
  @MethodSource({"all", "large"})
  public void agrees_with_the_reference(OpCase each) {
    Parity.check(each, one, reference, tolerance(each));
  }

  @ParameterizedTest
  @MethodSource({"all", "large"})
  public void gives_the_same_bits_with_three_threads(OpCase each) {
    Parity.sameBits(each, three, one);
  }

  @ParameterizedTest
  @EnumSource
  public void maps_special_values_as_the_enum_says(Unary f) {
    SpecialValues.check(f, one);
  }

  @ParameterizedTest
  @EnumSource
  public void zips_special_values_as_the_enum_says(Binary f) {
    SpecialValues.check(f, one);
  }

  @Test
  public void uniform_numbers_are_those_of_the_stream() {
    UniformCheck.check(one);
    UniformCheck.check(three);
  }

  @Test
  public void dropout_is_decided_by_the_numbers_of_the_stream() {
    DropoutCheck.check(one);
    DropoutCheck.check(three);
  }

  @Test
  public void sgd_steps_as_the_reference_does() {
    OptimiserCheck.sgd(one, reference);
  }

  @Test
  public void adam_steps_as_the_reference_does() {
    OptimiserCheck.adam(one, reference);
  }

  @Test
  public void running_averages_move_as_the_reference_does() {
    float[] now = {4f, -2f, 0.5f, 1e6f, 3f};
    float[] before = {1f, 2f, -8f, 0f, 3f};
    assertArrayEquals(moved(reference, now, before), moved(one, now, before), 1e-6f);
  }

  private static float[] moved(Backend on, float[] now, float[] before) {
    Shape shape = Shape.of(before.length);
    Storage towards = on.allocate(Kind.PLAIN, shape);
    towards.write(now);
    Storage running = on.allocate(Kind.PLAIN, shape);
    running.write(before);
    on.moveTowards(0.1f, 1.25f, towards, running);
    float[] after = new float[before.length];
    running.read(after);
    return after;
  }

  /// The three ways to overwrite a storage from outside leave nothing of what it held.
  @Test
  public void fill_write_and_allocate_leave_padding_zero() {
    for (int n : OpCases.BATCHES) {
      Shape shape = Shape.of(n, 3);
      Storage x = one.allocate(Kind.BATCHED, shape);
      assertEquals(0f, sum(x), "allocated");
      x.poison();
      one.fill(2f, x);
      assertEquals(6f * n, sum(x), "filled");
      x.poison();
      float[] ones = new float[shape.size()];
      Arrays.fill(ones, 1f);
      x.write(ones);
      assertEquals(3f * n, sum(x), "written");
    }
  }

  /// The sum of all elements, taken after an elementwise operation has seen the padding.
  private float sum(Storage x) {
    Storage doubled = one.allocate(Kind.BATCHED, x.shape());
    doubled.poison();
    one.zip(Binary.ADD, x, x, doubled);
    Storage total = one.allocate(Kind.PLAIN, Shape.SCALAR);
    total.poison();
    one.reduce(Reduce.SUM, new int[] {0, 1}, doubled, total);
    float[] value = new float[1];
    total.read(value);
    return value[0] / 2;
  }
}
