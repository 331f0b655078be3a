package org.tombola.bench.kernels;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.tombola.engine.spi.Backend;

/// The benchmarks of a suite without JMH, whose forks and whose clock do not suit a device: what a
/// call is, and nothing of how it is timed.
public final class WithoutJmh {
  /// The parameter of those that are run this way.
  private static final String SHAPE = "shape";

  private WithoutJmh() {}

  /// A benchmark on given operands.
  ///
  /// @param name of its method
  /// @param work of a call
  /// @param run calls it once
  public record Call(String name, Work work, Runnable run) {}

  /// The suites that can be run this way.
  public static List<Suite> suites() {
    return Suites.all().stream()
        .filter(suite -> ShapeBench.class.isAssignableFrom(suite.benchmark()))
        .toList();
  }

  /// All benchmarks of one of [#suites], by name, which share their operands.
  ///
  /// @param shape like `128x16x32x32`
  public static List<Call> calls(Suite suite, String shape, Backend on) {
    try {
      ShapeBench bench = (ShapeBench) suite.benchmark().getDeclaredConstructor().newInstance();
      suite.benchmark().getDeclaredField(SHAPE).set(bench, shape);
      bench.draw(on);
      return Arrays.stream(suite.benchmark().getMethods())
          .filter(method -> method.isAnnotationPresent(Benchmark.class))
          .sorted(Comparator.comparing(Method::getName))
          .map(method -> call(suite, shape, bench, method))
          .toList();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(suite.benchmark() + " takes no shape", e);
    }
  }

  private static Call call(Suite suite, String shape, ShapeBench bench, Method method) {
    Work work = suite.work().apply(method.getName(), _ -> shape);
    return new Call(method.getName(), work, () -> invoke(bench, method));
  }

  private static void invoke(ShapeBench bench, Method method) {
    try {
      method.invoke(bench);
    } catch (IllegalAccessException e) {
      throw new AssertionError("benchmarks are public", e);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }
}
