package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.DatasetOptions.Choice;
import org.tombola.datasets.DatasetOptions.Pixels;
import org.tombola.datasets.DatasetOptions.Values;
import org.tombola.engine.Rng;

class DatasetOptionsTest {
  private static final int SIZE = 1000;

  /// Pictures of 2×2×2 whose bytes count up; a tenth of class 0, the others of class 1 to 3.
  private static final Dataset DATA = Dataset.of("made-up", examples(SIZE), examples(20));

  @Test
  void no_option_is_the_very_data_set() {
    assertSame(DATA, DatasetOptions.NONE.apply(DATA, new Rng(1)));
  }

  @Test
  void that_share_of_the_training_labels_is_drawn_anew_over_all_classes() {
    Dataset changed = labels(0.4).apply(DATA, new Rng(1));
    int[] before = labels(DATA.train());
    int[] after = labels(changed.train());
    long differ = IntStream.range(0, SIZE).filter(i -> before[i] != after[i]).count();
    // Of the 40 % drawn anew, a quarter hit the old class.
    assertEquals(0.3 * SIZE, (double) differ, 0.06 * SIZE);
    assertSame(DATA.test(), changed.test());
    assertArrayEquals(values(DATA.train(), 7), values(changed.train(), 7));
  }

  @Test
  void all_labels_at_random_are_chance() {
    int[] labels = labels(labels(1).apply(DATA, new Rng(1)).train());
    for (int k = 0; k < 4; k++) {
      int wanted = k;
      assertEquals(
          SIZE / 4.0, (double) Arrays.stream(labels).filter(label -> label == wanted).count(), 60);
    }
  }

  @Test
  void shuffled_pixels_move_alike_in_training_and_test_and_channels_stay_together() {
    Dataset changed = pixels(Pixels.SHUFFLED).apply(DATA, new Rng(2));
    int[] first = order(DATA.train(), changed.train(), 0);
    assertFalse(Arrays.equals(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, first), "the seed moves some");
    for (int i = 1; i < 20; i++) {
      assertArrayEquals(first, order(DATA.train(), changed.train(), i));
      assertArrayEquals(first, order(DATA.test(), changed.test(), i));
    }
    for (int pixel = 0; pixel < 4; pixel++) {
      assertEquals(first[pixel] + 4, first[pixel + 4]);
    }
    assertArrayEquals(labels(DATA.train()), labels(changed.train()));
  }

  @Test
  void random_pixels_move_differently_in_every_training_example() {
    Dataset changed = pixels(Pixels.RANDOM).apply(DATA, new Rng(2));
    long orders =
        IntStream.range(0, SIZE)
            .mapToObj(i -> Arrays.toString(order(DATA.train(), changed.train(), i)))
            .distinct()
            .count();
    assertEquals(24, orders, "every permutation of four pixels");
    assertSame(DATA.test(), changed.test());
    assertArrayEquals(values(changed.train(), 5), values(changed.train(), 5));
  }

  @Test
  void scrambled_values_go_from_channel_to_channel() {
    Dataset changed = pixels(Pixels.SCRAMBLED).apply(DATA, new Rng(2));
    int[] order = order(DATA.train(), changed.train(), 0);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, Arrays.stream(order).sorted().toArray());
    boolean together = true;
    for (int pixel = 0; pixel < 4; pixel++) {
      together &= order[pixel] + 4 == order[pixel + 4];
    }
    assertFalse(together);
    assertFalse(Arrays.equals(order, order(DATA.train(), changed.train(), 1)));
    assertSame(DATA.test(), changed.test());
  }

  @Test
  void first_examples() {
    Examples few = subset(7, Choice.FIRST).apply(DATA, new Rng(1)).train();
    assertEquals(7, few.size());
    for (int i = 0; i < 7; i++) {
      assertArrayEquals(values(DATA.train(), i), values(few, i));
    }
  }

  @Test
  void random_examples_are_distinct_and_nested() {
    int[] few = chosen(50, Choice.RANDOM, 1);
    int[] more = chosen(400, Choice.RANDOM, 1);
    assertEquals(50, Arrays.stream(few).distinct().count());
    assertTrue(Arrays.stream(few).allMatch(i -> Arrays.binarySearch(more, i) >= 0));
    assertFalse(Arrays.equals(few, chosen(50, Choice.RANDOM, 2)));
    assertFalse(Arrays.equals(few, IntStream.range(0, 50).toArray()));
  }

  @Test
  void stratified_examples_keep_the_shares_of_the_classes() {
    int[] counts = new int[4];
    for (int i : chosen(33, Choice.STRATIFIED, 1)) {
      counts[DATA.train().label(i)]++;
    }
    // Of 33: 3.3 of class 0 and 9.9 of each other; the largest remainders get the last three.
    assertArrayEquals(new int[] {3, 10, 10, 10}, counts);
  }

  @Test
  void a_subset_is_corrupted_like_the_whole() {
    int[] kept = chosen(100, Choice.RANDOM, 1);
    int[] whole = labels(labels(0.5).apply(DATA, new Rng(1)).train());
    Examples part =
        new DatasetOptions(0.5, Pixels.IN_PLACE, 100, Choice.RANDOM)
            .apply(DATA, new Rng(1))
            .train();
    assertArrayEquals(Arrays.stream(kept).map(i -> whole[i]).toArray(), labels(part));
  }

  @Test
  void name_and_checksum_reveal_options_and_seed() {
    DatasetOptions all = new DatasetOptions(0.2, Pixels.SHUFFLED, 30, Choice.STRATIFIED);
    assertEquals(
        "made-up+labels-0.2+pixels-shuffled+stratified-30+seed-5",
        all.apply(DATA, new Rng(5)).name());
    List<String> sums =
        List.of(
            DATA.checksum(),
            all.apply(DATA, new Rng(5)).checksum(),
            all.apply(DATA, new Rng(6)).checksum(),
            labels(0.2).apply(DATA, new Rng(5)).checksum());
    assertEquals(4, sums.stream().distinct().count());
    assertEquals(64, sums.get(1).length());
  }

  @Test
  void black_stays_black() {
    Dataset changed =
        new DatasetOptions(0.1, Pixels.RANDOM, 10, Choice.FIRST).apply(DATA, new Rng(1));
    assertEquals(DATA.train().black(1), changed.train().black(1));
    assertEquals(-2, changed.train().black(0));
  }

  @Test
  void unit_values_are_bytes_over_255() {
    Dataset digits = Digits.open();
    Dataset unit = values(Values.UNIT).apply(digits, new Rng(1));
    assertEquals("digits+values-unit+seed-1", unit.name());
    for (Examples examples : List.of(unit.train(), unit.test())) {
      assertEquals(0, examples.black(0));
      assertEquals(1, examples.white(0));
      for (float value : examples.pictures(5, 3)) {
        assertEquals(Math.round(value * 255) / 255f, value, 1e-6f);
        assertTrue(value >= 0 && value <= 1);
      }
    }
    float[] before = digits.train().pictures(5, 3);
    float[] after = unit.train().pictures(5, 3);
    for (int i = 0; i < before.length; i++) {
      assertEquals(before[i], (after[i] - 0.1118) / 0.2104, 1e-5);
    }
    Dataset noisy =
        new DatasetOptions(0.3, Pixels.SHUFFLED, 40, Choice.RANDOM, Values.UNIT)
            .apply(digits, new Rng(1));
    assertEquals(1, noisy.train().white(0));
    assertEquals(1, noisy.test().white(0));
  }

  @Test
  void values_that_are_no_brightness_have_no_unit() {
    assertFails(
        "the values of data set 'xor' are no brightness",
        () -> values(Values.UNIT).apply(Xor.open(), new Rng(1)));
  }

  @Test
  void impossible_options() {
    assertFails(
        "a probability of 1.5 for random labels is not possible; give 0 to 1", () -> labels(1.5));
    assertFails("a probability of NaN", () -> labels(Double.NaN));
    assertFails("-1 training examples are not possible", () -> subset(-1, Choice.FIRST));
    assertFails(
        "1001 training examples are not there; give 1 to 1000",
        () -> subset(1001, Choice.FIRST).apply(DATA, new Rng(1)));
  }

  private static DatasetOptions labels(double share) {
    return new DatasetOptions(share, Pixels.IN_PLACE, 0, Choice.RANDOM);
  }

  private static DatasetOptions values(Values values) {
    return new DatasetOptions(0, Pixels.IN_PLACE, 0, Choice.RANDOM, values);
  }

  private static DatasetOptions pixels(Pixels pixels) {
    return new DatasetOptions(0, pixels, 0, Choice.RANDOM);
  }

  private static DatasetOptions subset(int examples, Choice choice) {
    return new DatasetOptions(0, Pixels.IN_PLACE, examples, choice);
  }

  private static int[] chosen(int count, Choice choice, long seed) {
    return Choices.of(DATA.train(), count, choice, new Rng(seed).stream("subset"));
  }

  private static void assertFails(String part, Runnable making) {
    String message = String.valueOf(assertThrows(DatasetException.class, making::run).getMessage());
    assertTrue(message.contains(part), message);
  }

  private static int[] labels(Examples examples) {
    return IntStream.range(0, examples.size()).map(examples::label).toArray();
  }

  private static float[] values(Examples examples, int index) {
    float[] x = new float[8];
    examples.copyTo(index, x, 0);
    return x;
  }

  /// Where each value of the changed example was before.
  private static int[] order(Examples before, Examples after, int index) {
    float[] old = values(before, index);
    float[] now = values(after, index);
    return IntStream.range(0, 8)
        .map(k -> IntStream.range(0, 8).filter(j -> old[j] == now[k]).findFirst().orElse(-1))
        .toArray();
  }

  private static ByteExamples examples(int count) {
    byte[] values = new byte[count * 8];
    byte[] labels = new byte[count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) i;
    }
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 10 == 0 ? 0 : 1 + i % 10 % 3);
    }
    float[] table = new Normalisation(0.5, 0.25).table();
    return new ByteExamples(new ImageShape(2, 2, 2), 4, values, labels, table, table);
  }
}
