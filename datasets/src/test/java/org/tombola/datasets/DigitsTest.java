package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.digits.DigitPainter;
import org.tombola.engine.Rng;

class DigitsTest {
  private static final int SIZE = DigitPainter.SIDE * DigitPainter.SIDE;

  /// Everyone's default experiment rests on these bytes: a change here changes published numbers.
  @Test
  void first_hundred_examples_are_pinned() {
    DigitPainter painter = new DigitPainter(new Rng(2019), "train");
    var digest = Checksums.sha256();
    byte[] picture = new byte[SIZE];
    for (int i = 0; i < 100; i++) {
      painter.paint(i, picture, 0);
      digest.update(picture);
      digest.update((byte) painter.label(i));
    }
    assertEquals(
        "2f01662d1378c158436e6aa864584859699b488d3f57e3bae04b31e0bbaa6b8f", Checksums.hex(digest));
  }

  @Test
  void the_whole_set_is_pinned() {
    assertEquals(
        "5c2b32bd56af3da8e2ef13a4119db7fa2a1dbe45e86258cb0adb620d91634150",
        Datasets.open("digits", DataSource.standard()).checksum());
  }

  @Test
  void an_example_is_the_same_drawn_alone_or_in_company() {
    Examples company = Digits.draw(new Rng(5), "train", 1000);
    byte[] alone = new byte[SIZE];
    new DigitPainter(new Rng(5), "train").paint(777, alone, 0);
    float[] drawn = new float[SIZE];
    company.copyTo(777, drawn, 0);
    float[] table = new Normalisation(0.1118, 0.2104).table();
    for (int i = 0; i < SIZE; i++) {
      assertEquals(table[alone[i] & 0xFF], drawn[i]);
    }
    assertEquals(new DigitPainter(new Rng(5), "train").label(777), company.label(777));
  }

  @Test
  void seeds_and_splits_differ() {
    assertFalse(Arrays.equals(picture(1, "train", 0), picture(2, "train", 0)));
    assertFalse(Arrays.equals(picture(1, "train", 0), picture(1, "test", 0)));
    assertFalse(Arrays.equals(picture(1, "train", 0), picture(1, "train", 1)));
  }

  @Test
  void training_values_have_mean_0_and_deviation_1() {
    Examples train = Datasets.open("digits", DataSource.standard()).train();
    float[] x = new float[SIZE];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < train.size(); i++) {
      train.copyTo(i, x, 0);
      for (float value : x) {
        sum += value;
        squares += (double) value * value;
      }
    }
    double n = (double) train.size() * SIZE;
    assertEquals(0, sum / n, 1e-3);
    assertEquals(1, squares / n, 1e-3);
  }

  @Test
  void classes_are_about_equally_many() {
    Examples train = Datasets.open("digits", DataSource.standard()).train();
    int[] count = new int[10];
    for (int i = 0; i < train.size(); i++) {
      count[train.label(i)]++;
    }
    // Binomial with deviation 73: five of them.
    for (int digit = 0; digit < 10; digit++) {
      assertEquals(6000, count[digit], 370, "digit " + digit);
    }
  }

  private static byte[] picture(long seed, String split, int example) {
    byte[] picture = new byte[SIZE];
    new DigitPainter(new Rng(seed), split).paint(example, picture, 0);
    return picture;
  }
}
