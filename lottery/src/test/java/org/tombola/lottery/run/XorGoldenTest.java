package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.datasets.DataSource;
import org.tombola.lottery.recipe.Recipes;

/// The recipe `lth-xor` with fewer networks, against percentages that another program found by the
/// same protocol (golden vectors, exact to 1.5 points).
class XorGoldenTest {
  private static final int NETWORKS = 1000;

  /// Percentages of networks whose decision boundary is right, by arm and level.
  private static final Map<String, Double> GOLDEN =
      Map.of("oneshot,3", 97.7, "oneshot,5", 77.5, "ticket,3", 97.9, "ticket,5", 86.5);

  @TempDir Path dir;

  @Test
  void ten_units_pruned_to_four_and_two_by_the_product() throws Exception {
    var keys = new LinkedHashMap<String, String>();
    keys.put("seeds", "0");
    keys.put("arms", "ticket,oneshot");
    keys.put("analyses", "solved ticket,solved oneshot");
    var experiment = Experiment.of(Recipes.named("lth-xor").settings("paper", keys));
    var options = new RunOptions("auto", 1, 2, DataSource.standard(), "a test", false);
    assertTrue(experiment.run(dir, options, Progress.NONE).complete());
    Map<String, Double> found = boundaries();
    GOLDEN.forEach(
        (place, golden) -> {
          // 3.3 standard deviations: one in a thousand is further off by chance.
          double chance = 3.3 * Math.sqrt(golden * (100 - golden) / NETWORKS);
          assertEquals(golden, found.getOrDefault(place, Double.NaN), 1.5 + chance, place);
        });
    assertTrue(found.getOrDefault("ticket,0", 0.0) > 95.5, found::toString);
  }

  /// By arm and level.
  private Map<String, Double> boundaries() throws IOException {
    var found = new TreeMap<String, Double>();
    for (String row : Files.readAllLines(dir.resolve("analyses.csv"))) {
      String[] cells = row.split(",", -1);
      if (cells[5].equals("decision-boundary")) {
        found.put(cells[1] + "," + cells[3], Double.parseDouble(cells[7]));
      }
    }
    return found;
  }
}
