package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.lottery.recipe.Recipe;
import org.tombola.lottery.recipe.Recipes;
import org.tombola.lottery.recipe.Settings;

/// Every recipe that prunes or freezes, from command line to report, on data that the program
/// carries.
class SmokeTest {
  @TempDir Path dir;

  static Stream<String> recipes() {
    return Recipes.names().stream().filter(name -> !name.startsWith("train"));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void runs_to_a_report(String name) throws IOException {
    Path out = dir.resolve("run");
    CommandLineRun.of("run", name, "--scale", "smoke", "--jobs", "2", "--out", out.toString())
        .succeeded();
    assertTrue(Files.size(out.resolve("report.html")) > 0);
    Recipe recipe = Recipes.named(name);
    Settings settings = recipe.settings("smoke", new LinkedHashMap<>());
    List<String> arms =
        Files.readAllLines(out.resolve("results.csv")).stream()
            .skip(1)
            .map(row -> row.split(",", -1)[3])
            .distinct()
            .toList();
    assertTrue(arms.containsAll(settings.arms()), () -> name + " has rows of " + arms);
    Path analyses = out.resolve("analyses.csv");
    assertEquals(!settings.analyses().isEmpty(), Files.exists(analyses));
    if (Files.exists(analyses)) {
      List<String> rows = Files.readAllLines(analyses);
      assertEquals("analysis,arm,seed,level,density,statistic,x,value", rows.getFirst());
      assertTrue(rows.size() > settings.analyses().size(), () -> "rows " + rows);
    }
  }
}
