package org.tombola.engine.cases;

import org.tombola.engine.RandomStream;

/// How the numbers of an input are drawn.
@FunctionalInterface
public interface Values {
  /// `size` numbers, a function of the stream alone.
  float[] draw(RandomStream stream, int size);

  /// Standard normal numbers.
  static Values normal() {
    return each((stream, i) -> (float) stream.gaussian(i));
  }

  /// Uniform in `low .. high`.
  static Values between(float low, float high) {
    return each((stream, i) -> low + (high - low) * stream.uniform(i));
  }

  /// Either sign, the size uniform in `low .. high`: for functions with a kink or pole at 0.
  static Values eitherSign(float low, float high) {
    return each(
        (stream, i) -> {
          float size = low + (high - low) * stream.uniform(i);
          return stream.bits(i) % 2 == 0 ? size : -size;
        });
  }

  /// Multiples of 0.2 in −2 .. 2, plus `offset`: two inputs with offsets 0 and 0.1 never tie.
  static Values grid(float offset) {
    return each((stream, i) -> (stream.below(i, 21) - 10) * 0.2f + offset);
  }

  /// Multiples of 0.05 in random order, none twice: a maximum is unique and stays so.
  static Values distinct() {
    return (stream, size) -> {
      int[] order = stream.permutation(size, 0);
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (order[i] - size / 2) * 0.05f;
      }
      return values;
    };
  }

  /// One number from one place of a stream.
  @FunctionalInterface
  interface Each {
    float at(RandomStream stream, long index);
  }

  private static Values each(Each number) {
    return (stream, size) -> {
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = number.at(stream, i);
      }
      return values;
    };
  }
}
