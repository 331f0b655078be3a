package org.tombola.lottery.run;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import org.tombola.datasets.DataSource;
import org.tombola.datasets.Dataset;
import org.tombola.datasets.Datasets;
import org.tombola.datasets.Splits;
import org.tombola.lottery.recipe.ArmDataSettings;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;

/// The data sets of an experiment. The network is one for all of them: it takes pictures of the
/// recipe's shape and has an output for each of the recipe's classes, so that of a set with fewer
/// some outputs learn that they are never meant.
///
/// @param recipes the recipe's
/// @param others those that arms are trained on instead, by name
record DataSets(Dataset recipes, Map<String, Dataset> others) {
  DataSets {
    others = Map.copyOf(others);
  }

  /// Without others.
  static DataSets of(Dataset recipes) {
    return new DataSets(recipes, Map.of());
  }

  /// Nothing if there are data sets of all the names.
  ///
  /// @throws org.tombola.engine.UnknownName otherwise
  static void check(Settings settings) {
    Datasets.check(settings.dataset());
    settings.arm().values().stream()
        .filter(arm -> arm.data().ofAnother())
        .forEach(arm -> Datasets.check(arm.data().dataset()));
  }

  /// Opens those of some arms besides the recipe's.
  ///
  /// @throws InvalidSettings if pictures or classes of one do not fit the recipe's
  /// @throws org.tombola.datasets.DatasetException if one cannot be read
  static DataSets open(Settings settings, Iterable<String> arms, DataSource where) {
    Dataset recipes = Datasets.open(settings.dataset(), where);
    var others = new HashMap<String, Dataset>();
    for (String name : arms) {
      var arm = settings.arm().get(name);
      if (arm != null && arm.data().ofAnother()) {
        others.computeIfAbsent(
            arm.data().dataset(), set -> fitting(name, Datasets.open(set, where), recipes));
      }
    }
    return new DataSets(recipes, others);
  }

  private static Dataset fitting(String arm, Dataset other, Dataset recipes) {
    var its = other.train();
    var all = recipes.train();
    if (!its.shape().equals(all.shape()) || its.classes() > all.classes()) {
      throw new InvalidSettings(
          "arm.%s.data.dataset must have pictures of %s and at most %d classes, like %s; %s has %s and %d"
              .formatted(
                  arm,
                  all.shape(),
                  all.classes(),
                  recipes.name(),
                  other.name(),
                  its.shape(),
                  its.classes()));
    }
    return other;
  }

  /// What an arm is trained and tested on, before anything is changed about it.
  ///
  /// @throws org.tombola.datasets.DatasetException if there is nothing of its classes
  /// @throws IllegalStateException if its data set was not opened
  Dataset of(ArmDataSettings arm) {
    Dataset whole = arm.ofAnother() ? others.get(arm.dataset()) : recipes;
    if (whole == null) {
      throw new IllegalStateException("the data set " + arm.dataset() + " was not opened");
    }
    SortedSet<Integer> kept = arm.kept();
    return kept.isEmpty()
        ? whole
        : new Dataset(
            whole.name() + "+classes-" + arm.classes(),
            Splits.ofClasses(whole.train(), kept),
            Splits.ofClasses(whole.test(), kept),
            whole.checksum());
  }
}
