package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.datasets.DataSource;
import org.tombola.lottery.recipe.Recipes;

/// The recipe `xord` with fewer networks, against percentages that two other programs found by the
/// same protocol.
///
/// Both sides are shares of independent networks, so a difference has the deviation √(p(1 − p)(1/m
/// + 1/n)), with p as if two more had succeeded and two more failed, lest it be 0. Differences up
///   to 4.2 deviations pass: beyond that lies 2.7e-5 of a normal distribution, for 37 comparisons
///   together 1 in 1,000.
class XordGoldenTest {
  private static final int NETWORKS = 150;
  private static final double DEVIATIONS = 4.2;

  /// By arm and level, which has 50, 20, 10, 4 or 2 pairs; of 100 networks.
  private static final Map<String, List<Integer>> OF_100 =
      Map.of(
          "gamma-1", List.of(0, 4, 5, 4, 9),
          "gamma-2", List.of(94, 65, 42, 29, 9),
          "gamma-8", List.of(100, 100, 92, 47, 9));

  /// Networks right on both points, any margin; with 10, 4 and 2 pairs.
  private static final List<Integer> NO_ERROR_OF_100 = List.of(100, 95, 84);

  /// Of 1,000 networks, by arm and level.
  private static final Map<String, Double> OF_1000 =
      Map.of(
          "gamma-8,3,exact", 36.4,
          "gamma-8,2,exact", 86.4,
          "gamma-8,4,exact", 5.7,
          "gamma-2,3,exact", 25.6,
          "gamma-2,2,exact", 42.2,
          "gamma-8,4,zero-error", 73.3,
          "gamma-8,3,zero-error", 91.8);

  @TempDir Path dir;

  @Test
  void of_networks_with_many_filters_and_a_margin_most_are_exact() throws Exception {
    Map<String, Double> found =
        found(Map.of("network", "xord-50x" + NETWORKS, "prune.units", "20,10,4,2", "levels", "4"));
    OF_100.forEach(
        (arm, levels) -> {
          for (int level = 0; level < levels.size(); level++) {
            check(arm + "," + level + ",exact", levels.get(level), 100, found);
          }
          for (int i = 0; i < NO_ERROR_OF_100.size(); i++) {
            check(arm + "," + (2 + i) + ",zero-error", NO_ERROR_OF_100.get(i), 100, found);
          }
        });
    OF_1000.forEach((place, golden) -> check(place, golden, 1000, found));
    // A direction is in a given quadrant with probability 1/4.
    check("gamma-8,4,covered", 100 * (1 - Math.pow(0.75, 2)), 1000, found);
    check("gamma-8,2,covered", 100 * (1 - Math.pow(0.75, 10)), 1000, found);
  }

  /// 0 and 99 of 100.
  @Test
  void with_120_pairs_the_margin_decides() throws Exception {
    Map<String, Double> found =
        found(Map.of("network", "xord-120x40", "arms", "gamma-1,gamma-2", "levels", "0"));
    assertTrue(found.getOrDefault("gamma-1,0,exact", 100.0) <= 10, found::toString);
    assertTrue(found.getOrDefault("gamma-2,0,exact", 0.0) >= 90, found::toString);
    assertTrue(found.getOrDefault("gamma-2,0,angle-at-end", 45.0) < 2, found::toString);
    assertEquals(100.0, found.getOrDefault("gamma-2,0,covered", 0.0));
  }

  private static void check(String place, double golden, int of, Map<String, Double> found) {
    double p = (golden / 100 * of + 2) / (of + 4);
    double chance = DEVIATIONS * Math.sqrt(p * (1 - p) * (1.0 / of + 1.0 / NETWORKS));
    assertEquals(golden, found.getOrDefault(place, Double.NaN), 100 * chance, place);
  }

  /// Statistics of `patterns` by arm, level and name.
  private Map<String, Double> found(Map<String, String> changed) throws Exception {
    var keys = new LinkedHashMap<String, String>();
    keys.put("seeds", "0");
    keys.put("arms", "gamma-1,gamma-2,gamma-8");
    keys.putAll(changed);
    keys.put(
        "analyses",
        String.join(
            ",",
            List.of(keys.getOrDefault("arms", "").split(",")).stream()
                .map(arm -> "patterns " + arm)
                .toList()));
    var experiment = Experiment.of(Recipes.named("xord").settings("paper", keys));
    var options = new RunOptions("auto", 1, 2, DataSource.standard(), "a test", false);
    assertTrue(experiment.run(dir, options, Progress.NONE).complete());
    return read(dir.resolve("analyses.csv"));
  }

  private static Map<String, Double> read(Path table) throws IOException {
    var found = new TreeMap<String, Double>();
    for (String row : Files.readAllLines(table)) {
      String[] cells = row.split(",", -1);
      if (cells[6].isEmpty()) {
        found.put(cells[1] + "," + cells[3] + "," + cells[5], Double.parseDouble(cells[7]));
      }
    }
    return found;
  }
}
