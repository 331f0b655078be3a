package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class XordTest {
  private static final Dataset XORD = Datasets.open("xord", DataSource.standard());

  private static float[] example(Examples of, int index) {
    float[] x = new float[of.shape().size()];
    of.copyTo(index, x, 0);
    return x;
  }

  /// Bit i − 1 for pattern i.
  private static int shown(float[] x) {
    int bits = 0;
    for (int i = 0; i < x.length; i += 2) {
      bits |= 1 << (x[i] == x[i + 1] ? (x[i] > 0 ? 0 : 2) : (x[i] > 0 ? 1 : 3));
    }
    return bits;
  }

  /// Of 4⁵ inputs all places show (1, −1) or (−1, 1) in 2⁵; 992 + 31 · 32 examples.
  @Test
  void every_input_is_there_the_classes_are_as_large_and_equal_values_make_class_1() {
    Examples train = XORD.train();
    assertEquals(new ImageShape(1, 5, 2), train.shape());
    assertEquals(1984, train.size());
    var seen = new HashSet<List<Float>>();
    int negative = 0;
    for (int i = 0; i < train.size(); i++) {
      float[] x = example(train, i);
      seen.add(IntStream.range(0, 10).mapToObj(j -> x[j]).toList());
      for (float value : x) {
        assertEquals(1, Math.abs(value));
      }
      boolean equal = IntStream.range(0, 5).anyMatch(j -> x[2 * j] == x[2 * j + 1]);
      assertEquals(equal ? 1 : 0, train.label(i), () -> Arrays.toString(x));
      negative += 1 - train.label(i);
    }
    assertEquals(1024, seen.size());
    assertEquals(992, negative);
  }

  @Test
  void the_first_two_are_diverse() {
    assertArrayEquals(new float[] {1, 1, 1, -1, -1, -1, -1, 1, 1, 1}, example(XORD.train(), 0));
    assertArrayEquals(new float[] {1, -1, -1, 1, 1, -1, -1, 1, 1, -1}, example(XORD.train(), 1));
    assertEquals(1, XORD.train().label(0));
    assertEquals(0, XORD.train().label(1));
    assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, example(XORD.train(), 2));
  }

  @Test
  void test_examples_show_each_set_of_patterns() {
    assertEquals(15, XORD.test().size());
    for (int i = 0; i < 15; i++) {
      assertEquals(i + 1, shown(example(XORD.test(), i)));
      // {2}, {4} and {2, 4} are of class 0.
      assertEquals(List.of(2, 8, 10).contains(i + 1) ? 0 : 1, XORD.test().label(i));
    }
  }
}
