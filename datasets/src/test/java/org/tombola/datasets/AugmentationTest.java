package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Rng;

class AugmentationTest {
  /// Example i: one picture of 2×2×3; bytes count up from 1, so that 0 is padding alone.
  private static final Examples PICTURES = pictures(50);

  private static final long FLIP = Long.MIN_VALUE;

  @Test
  void the_middle_of_the_padding_is_the_picture_itself() {
    // With padding 1 there are three places; the middle third of 31 bits is the unmoved one.
    long middle = 1L << 30;
    assertArrayEquals(plain(0), applied(new Augmentation(1, true), middle << 31 | middle));
  }

  @Test
  void the_first_place_moves_the_picture_down_and_right_into_black() {
    assertArrayEquals(
        values(0, 0, 0, 0, 1, 2, /* channel 1 */ 0, 0, 0, 0, 7, 8),
        applied(new Augmentation(1, false), 0));
  }

  @Test
  void the_last_place_moves_it_up_and_left() {
    assertArrayEquals(
        values(5, 6, 0, 0, 0, 0, 11, 12, 0, 0, 0, 0),
        applied(new Augmentation(1, false), Long.MAX_VALUE));
  }

  @Test
  void a_flip_mirrors_rows() {
    assertArrayEquals(
        values(3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10), applied(new Augmentation(0, true), FLIP));
    assertArrayEquals(plain(0), applied(new Augmentation(0, true), 0));
    assertArrayEquals(plain(0), applied(new Augmentation(0, false), FLIP));
  }

  @Test
  void padding_is_black_before_normalisation() {
    float[] moved = applied(new Augmentation(1, false), 0);
    assertEquals((0 - 0.5) / 0.25, moved[0], 1e-6);
    assertEquals((0 - 0.25) / 0.5, moved[6], 1e-6);
  }

  @Test
  void all_places_and_both_sides_occur_equally_often() {
    var places = new HashSet<String>();
    Augmentation augmentation = new Augmentation(1, true);
    var stream = new Rng(1).stream("augment");
    int unmoved = 0;
    for (int i = 0; i < 9000; i++) {
      float[] x = applied(augmentation, stream.bits(i));
      places.add(Arrays.toString(x));
      unmoved += Arrays.equals(plain(0), x) ? 1 : 0;
    }
    assertEquals(3 * 3 * 2, places.size());
    assertEquals(500, unmoved, 80);
  }

  @Test
  void a_change_depends_on_epoch_and_example_not_on_the_batch() {
    float[][] small = byLabel(10, 0);
    float[][] large = byLabel(25, 0);
    for (int i = 0; i < 50; i++) {
      assertArrayEquals(small[i], large[i]);
    }
    assertFalse(Arrays.deepEquals(small, byLabel(10, 1)));
  }

  @Test
  void none_is_the_batches_of_before() {
    float[] x = new float[120];
    float[] y = new float[120];
    new Batches(PICTURES, 10, new Rng(3)).fill(7, x, new int[10]);
    new Batches(PICTURES, 10, Augmentation.NONE, new Rng(3)).fill(7, y, new int[10]);
    assertArrayEquals(x, y);
  }

  @Test
  void impossible_paddings() {
    assertTrue(message(() -> new Augmentation(-1, false)).contains("padding of -1"));
    assertTrue(
        message(() -> new Batches(PICTURES, 1, new Augmentation(2, false), new Rng(1)))
            .contains("a crop padding of 2 does not fit images of 2×2×3; give 0 to 1"));
  }

  private static String message(Runnable making) {
    return String.valueOf(assertThrows(DatasetException.class, making::run).getMessage());
  }

  /// The augmented pictures of one epoch, by their label, which is their number.
  private static float[][] byLabel(int batch, int epoch) {
    Batches batches = new Batches(PICTURES, batch, new Augmentation(1, true), new Rng(3));
    float[][] pictures = new float[50][];
    float[] x = new float[batch * 12];
    int[] y = new int[batch];
    for (int i = 0; i < batches.perEpoch(); i++) {
      batches.fill((long) epoch * batches.perEpoch() + i, x, y);
      for (int n = 0; n < batch; n++) {
        pictures[y[n]] = Arrays.copyOfRange(x, n * 12, (n + 1) * 12);
      }
    }
    return pictures;
  }

  private static float[] applied(Augmentation augmentation, long bits) {
    float[] into = new float[12 + 2];
    augmentation.apply(bits, plain(0), PICTURES, into, 1);
    assertEquals(0, into[0]);
    assertEquals(0, into[13]);
    return Arrays.copyOfRange(into, 1, 13);
  }

  private static float[] plain(int index) {
    float[] x = new float[12];
    PICTURES.copyTo(index, x, 0);
    return x;
  }

  /// Normalised values of those bytes.
  private static float[] values(int... bytes) {
    byte[] values = new byte[12];
    for (int i = 0; i < 12; i++) {
      values[i] = (byte) bytes[i];
    }
    float[] x = new float[12];
    examples(1, values).copyTo(0, x, 0);
    return x;
  }

  private static Examples pictures(int count) {
    byte[] values = new byte[count * 12];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (1 + i % 255);
    }
    return examples(count, values);
  }

  private static Examples examples(int count, byte[] values) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) i;
    }
    return new ByteExamples(
        new ImageShape(2, 2, 3),
        count,
        values,
        labels,
        new Normalisation(0.5, 0.25).table(),
        new Normalisation(0.25, 0.5).table());
  }
}
