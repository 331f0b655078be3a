package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.datasets.DataSource;
import org.tombola.datasets.Datasets;
import org.tombola.datasets.Examples;
import org.tombola.engine.Rng;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.recipe.ArmDataSettings;
import org.tombola.lottery.recipe.InvalidSettings;

class TrainingDataTest {
  private static final TrainingData PLAIN = data();

  private static TrainingData data(String... pairs) {
    return TrainingData.of(
        DataSets.of(Blobs.dataset()), Runs.settings(pairs), ArmDataSettings.RECIPE, new Rng(3));
  }

  private static List<Integer> labels(Examples examples) {
    return IntStream.range(0, examples.size()).map(examples::label).boxed().toList();
  }

  private static List<Float> pictures(Examples examples) {
    int size = examples.shape().size();
    float[] all = new float[examples.size() * size];
    for (int i = 0; i < examples.size(); i++) {
      examples.copyTo(i, all, i * size);
    }
    return IntStream.range(0, all.length).mapToObj(i -> all[i]).toList();
  }

  @Test
  void is_the_data_set_divided() {
    assertEquals(80, PLAIN.train().size());
    assertEquals(20, PLAIN.validation().size());
    assertEquals(37, PLAIN.test().size());
    assertEquals(5, PLAIN.batches().perEpoch());
  }

  @Test
  void random_labels_concern_training_and_validation_only() {
    var random = data("data.random-labels", "1");
    assertNotEquals(labels(PLAIN.train()), labels(random.train()));
    assertEquals(pictures(PLAIN.train()), pictures(random.train()));
    assertEquals(labels(PLAIN.test()), labels(random.test()));
  }

  @Test
  void shuffled_pixels_are_another_task_and_random_ones_are_noise() {
    var shuffled = data("data.pixels", "shuffled");
    assertNotEquals(pictures(PLAIN.train()), pictures(shuffled.train()));
    assertNotEquals(pictures(PLAIN.test()), pictures(shuffled.test()));
    var random = data("data.pixels", "random");
    assertNotEquals(pictures(shuffled.train()), pictures(random.train()));
    assertEquals(pictures(PLAIN.test()), pictures(random.test()));
  }

  @Test
  void unit_values_are_those_of_training_validation_and_test() {
    var digits = DataSets.of(Datasets.open("digits", DataSource.standard()));
    var unit =
        TrainingData.of(
            digits, Runs.settings("data.values", "unit"), ArmDataSettings.RECIPE, new Rng(3));
    for (Examples examples : List.of(unit.train(), unit.validation(), unit.test())) {
      assertEquals(0, examples.black(0));
      assertEquals(1, examples.white(0));
    }
    var plain = TrainingData.of(digits, Runs.settings(), ArmDataSettings.RECIPE, new Rng(3));
    assertTrue(plain.test().black(0) < 0);
    var own = new ArmDataSettings(0, 0, "recipe", "unit", 0, "recipe", "recipe", "all");
    assertEquals(0, TrainingData.of(digits, Runs.settings(), own, new Rng(3)).test().black(0));
  }

  @Test
  void an_arm_may_be_trained_on_fewer_and_corrupted_examples_and_is_tested_on_the_true_ones() {
    var arm = new ArmDataSettings(0, 1, "scrambled", 60, "recipe");
    var corrupted = TrainingData.of(DataSets.of(Blobs.dataset()), Runs.settings(), arm, new Rng(3));
    var settings =
        data("data.random-labels", "1", "data.pixels", "scrambled", "data.examples", "60");
    assertEquals(40, corrupted.train().size());
    assertEquals(labels(settings.train()), labels(corrupted.train()));
    assertEquals(pictures(settings.train()), pictures(corrupted.train()));
    assertEquals(pictures(PLAIN.test()), pictures(corrupted.test()));
    assertEquals(labels(PLAIN.test()), labels(corrupted.test()));
  }

  @Test
  void fewer_examples_shorten_the_epoch() {
    for (String choice : List.of("first", "random", "stratified")) {
      var few = data("data.examples", "60", "data.choice", choice);
      assertEquals(40, few.train().size());
      assertEquals(20, few.validation().size());
      assertEquals(2, few.batches().perEpoch());
    }
    assertNotEquals(
        labels(data("data.examples", "60", "data.choice", "first").train()),
        labels(data("data.examples", "60", "data.choice", "random").train()));
  }

  @ParameterizedTest
  @CsvSource({
    "data.examples,101,at most the 100 of digits",
    "data.examples,20,data.validation must be below the 20 training examples",
    "data.validation,100,below the 100 training examples",
    "train.batch,81,at most 80"
  })
  void refuses_what_the_data_cannot_give(String key, String value, String reason) {
    var thrown = assertThrows(InvalidSettings.class, () -> data(key, value));
    assertTrue(thrown.getMessage().contains(reason), thrown.getMessage());
  }

  @Test
  void the_seed_decides_the_order_of_batches() {
    float[] x = new float[16 * 16];
    float[] other = new float[16 * 16];
    int[] y = new int[16];
    data().batches().fill(7, x, y);
    data().batches().fill(7, other, y);
    assertEquals(0, Arrays.compare(x, other));
    TrainingData.of(
            DataSets.of(Blobs.dataset()), Runs.settings(), ArmDataSettings.RECIPE, new Rng(4))
        .batches()
        .fill(7, other, y);
    assertNotEquals(0, Arrays.compare(x, other));
  }
}
