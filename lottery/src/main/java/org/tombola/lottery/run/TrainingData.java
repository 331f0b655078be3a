package org.tombola.lottery.run;

import org.tombola.datasets.Augmentation;
import org.tombola.datasets.Batches;
import org.tombola.datasets.Dataset;
import org.tombola.datasets.DatasetOptions;
import org.tombola.datasets.DatasetOptions.Choice;
import org.tombola.datasets.DatasetOptions.Pixels;
import org.tombola.datasets.DatasetOptions.Values;
import org.tombola.datasets.Examples;
import org.tombola.datasets.Splits;
import org.tombola.engine.Rng;
import org.tombola.lottery.recipe.ArmDataSettings;
import org.tombola.lottery.recipe.DataSettings;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;

/// What a cell of one seed is trained and tested on: the data set as the settings change it,
/// divided, in batches.
///
/// @param batches of the training split
/// @param train the training split
/// @param validation decides the early stop
/// @param test decides the accuracy
record TrainingData(Batches batches, Examples train, Examples validation, Examples test) {
  /// The same for every arm and level of the seed but for what an arm asks for itself.
  ///
  /// @param arm what is the arm's own
  /// @throws InvalidSettings if the data set has too few examples for the settings
  /// @throws org.tombola.datasets.DatasetException if the pictures are too small for the crop
  static TrainingData of(DataSets sets, Settings settings, ArmDataSettings arm, Rng seed) {
    return of(sets, settings, arm, settings.train().batch(), seed);
  }

  /// In batches of a size of the arm's own.
  static TrainingData of(
      DataSets sets, Settings settings, ArmDataSettings arm, int batch, Rng seed) {
    Dataset whole = sets.of(arm);
    DataSettings data = arm.over(settings.data());
    int all = whole.train().size();
    require(
        data.examples() <= all, "data.examples", data.examples(), "at most the %d of", all, whole);
    require(
        data.testExamples() <= whole.test().size(),
        "data.test-examples",
        data.testExamples(),
        "at most the %d of",
        whole.test().size(),
        whole);
    Dataset changed = options(data).apply(whole, seed);
    int used = changed.train().size();
    require(
        data.validation() < used,
        "data.validation",
        data.validation(),
        "below the %d training examples of",
        used,
        whole);
    int left = used - data.validation();
    require(
        batch <= left,
        "train.batch",
        batch,
        "at most %d, the examples left to train on in",
        left,
        whole);
    Splits splits = Splits.of(changed.train(), data.validation(), seed);
    return new TrainingData(
        new Batches(splits.train(), batch, augmentation(data), order(arm, seed)),
        splits.train(),
        splits.validation(),
        data.testExamples() == 0
            ? changed.test()
            : Splits.first(changed.test(), data.testExamples()));
  }

  /// The seed of order and augmentation.
  private static Rng order(ArmDataSettings arm, Rng seed) {
    return arm.order() == 0 ? seed : new Rng(seed.stream("order-" + arm.order()).bits(0));
  }

  private static void require(
      boolean holds, String key, int given, String expected, int bound, Dataset whole) {
    if (!holds) {
      throw new InvalidSettings(
          "%s must be %s %s, not %d"
              .formatted(key, expected.formatted(bound), whole.name(), given));
    }
  }

  private static Augmentation augmentation(DataSettings data) {
    return switch (data.augment()) {
      case "none" -> Augmentation.NONE;
      case "crop-flip" -> Augmentation.CIFAR;
      default -> throw new IllegalArgumentException(data.augment());
    };
  }

  private static DatasetOptions options(DataSettings data) {
    Pixels pixels =
        switch (data.pixels()) {
          case "in-place" -> Pixels.IN_PLACE;
          case "shuffled" -> Pixels.SHUFFLED;
          case "random" -> Pixels.RANDOM;
          case "scrambled" -> Pixels.SCRAMBLED;
          default -> throw new IllegalArgumentException(data.pixels());
        };
    Choice choice =
        switch (data.choice()) {
          case "first" -> Choice.FIRST;
          case "random" -> Choice.RANDOM;
          case "stratified" -> Choice.STRATIFIED;
          default -> throw new IllegalArgumentException(data.choice());
        };
    Values values =
        switch (data.values()) {
          case "standardised" -> Values.STANDARDISED;
          case "unit" -> Values.UNIT;
          default -> throw new IllegalArgumentException(data.values());
        };
    return new DatasetOptions(data.randomLabels(), pixels, data.examples(), choice, values);
  }
}
