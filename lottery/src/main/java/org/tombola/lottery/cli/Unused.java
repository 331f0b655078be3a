package org.tombola.lottery.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.tombola.datasets.DataSource;
import org.tombola.datasets.Datasets;
import org.tombola.datasets.Listing;
import org.tombola.lottery.recipe.Settings;

/// What a command says and a run does not look at: most likely something else was meant.
final class Unused {
  private Unused() {}

  /// A sentence each.
  ///
  /// @param keys that were set by the command
  /// @param dataDir whether it names a folder of data
  static List<String> sentences(Settings settings, Collection<String> keys, boolean dataDir) {
    var runs = new TreeSet<String>();
    settings.arms().forEach(arm -> runs.addAll(settings.behind(arm)));
    var said = new ArrayList<String>();
    for (String key : keys) {
      String[] parts = key.split("\\.", 3);
      boolean ofArm =
          parts.length == 3 && parts[0].equals("arm") && settings.arm().containsKey(parts[1]);
      if (ofArm && !runs.contains(parts[1])) {
        said.add(
            "%s changes nothing: the arm does not run here; --arms names those that do, now %s"
                .formatted(key, String.join(",", settings.arms())));
      }
    }
    if (dataDir && runs.stream().allMatch(arm -> isEmbedded(dataset(settings, arm)))) {
      said.add(
          "--data-dir changes nothing: %s is part of the program; --dataset names another set, and --scale a scale made for it"
              .formatted(settings.dataset()));
    }
    return said;
  }

  private static String dataset(Settings settings, String arm) {
    var its = settings.arm().get(arm);
    return its != null && its.data().ofAnother() ? its.data().dataset() : settings.dataset();
  }

  private static boolean isEmbedded(String dataset) {
    return Datasets.list(DataSource.standard()).stream()
        .filter(listing -> listing.name().equals(dataset))
        .anyMatch(Listing::embedded);
  }
}
