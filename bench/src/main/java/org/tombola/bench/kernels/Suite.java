package org.tombola.bench.kernels;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/// Benchmarks of one class, and the parameters they are run with.
///
/// @param title of their table
/// @param benchmark the class
/// @param passes parameters, each pass with those that differ from the class's own
/// @param work what a call does, of the method's name and a parameter's value by its name
public record Suite(
    String title,
    Class<?> benchmark,
    List<Map<String, List<String>>> passes,
    BiFunction<String, UnaryOperator<String>, Work> work) {
  /// The full names of the benchmarks.
  public List<String> names() {
    return Arrays.stream(benchmark.getMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .map(method -> benchmark.getName() + "." + method.getName())
        .sorted()
        .toList();
  }

  /// The values that the class itself gives a parameter.
  public List<String> values(String parameter) {
    return values(benchmark, parameter);
  }

  static List<String> values(Class<?> benchmark, String parameter) {
    try {
      return List.of(benchmark.getDeclaredField(parameter).getAnnotation(Param.class).value());
    } catch (NoSuchFieldException e) {
      throw new IllegalArgumentException(benchmark + " has no parameter " + parameter, e);
    }
  }

  /// The names of the parameters.
  public List<String> parameters() {
    return Arrays.stream(benchmark.getDeclaredFields())
        .filter(field -> field.isAnnotationPresent(Param.class))
        .map(Field::getName)
        .toList();
  }
}
