package org.tombola.lottery.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeFileTest {
  @TempDir Path dir;

  @Test
  void a_file_of_ones_own_is_a_recipe() throws IOException {
    Recipe recipe =
        Recipes.named(
            file(
                """
                name: mine
                network: lenet-300-100
                seeds: 3
                train:
                  iterations: 8ep
                  evaluate-every: 50
                  schedule: {name: multi-step, milestones: [4ep, 6.0ep]}
                scales:
                  tiny: {train.iterations: 20, train.schedule.milestones: [5, 10]}
                """));
    Settings settings = recipe.settings("tiny", new LinkedHashMap<>());
    assertEquals("tiny", recipe.defaultScale());
    assertEquals("mine", settings.recipe());
    assertEquals(List.of(3), settings.seeds().values());
    assertEquals(Duration.iterations(20), settings.train().iterations());
    assertEquals(Duration.iterations(50), settings.train().evaluateEvery());
    assertEquals(
        List.of(Duration.epochs(4), Duration.epochs(6)),
        recipe.base().train().schedule().milestones());
  }

  @Test
  void a_file_without_scales_has_one() throws IOException {
    Recipe recipe = Recipes.named(file("name: plain\nlevels: 7\n"));
    assertEquals("paper", recipe.defaultScale());
    assertEquals(7, recipe.settings("paper", new LinkedHashMap<>()).levels());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: x\\ntrian: {batch: 3}        | 'trian'; did you mean 'train'",
        "name: x\\ntrain: {bach: 3}         | did you mean 'train.batch'",
        "name: x\\ntrain: {batch: many}     | train.batch must be a whole number",
        "name: x\\ntrain: {batch: }         | train.batch must have a value",
        "name: x\\ntrain: {batch: {a: 1}}   | train.batch must have a value",
        "name: x\\ntrain: {batch: [1, 2]}   | train.batch must be a whole number",
        "name: x\\ntrain: {iterations: 1.5} | train.iterations must be",
        "name: x\\ntrain: 7                 | train must be a group of keys",
        "name: x\\nnetwork: [a]             | network must be a text",
        "name: x\\nscales: {a: {train.bach: 1}} | did you mean 'train.batch'",
        "name: x\\nscales: {a: {train.batch: 0}} | train.batch must be in 1",
        "name: x\\nscales: {a: 1}           | scales.a must be a mapping",
        "name: x\\nscales: {}               | scales must be a mapping",
        "name: x\\nscales: 5                | scales must be a mapping",
        "name: [a]                          | name must be a text",
        "name: Mine!                        | name must be given",
        "about: nameless                    | name must be given",
        "name: x\\nname: y                  | not YAML at line 2",
        "name: 'x                           | not YAML at line",
        "- name                             | a mapping of keys",
        "just text                          | a mapping of keys"
      })
  void refuses_in_one_line_naming_file_and_key(String yaml, String reason) throws IOException {
    String file = file(yaml.replace("\\n", "\n"));
    var thrown = assertThrows(InvalidSettings.class, () -> Recipes.named(file));
    assertTrue(thrown.getMessage().startsWith(file + ": "), thrown.getMessage());
    assertTrue(thrown.getMessage().contains(reason), thrown.getMessage());
    assertEquals(1, thrown.getMessage().lines().count());
  }

  @Test
  void refuses_what_is_no_readable_file() throws IOException {
    String absent = dir.resolve("absent.yaml").toString();
    var thrown = assertThrows(InvalidSettings.class, () -> Recipes.named(absent));
    assertEquals(absent + ": no such file", thrown.getMessage());
    String folder = Files.createDirectory(dir.resolve("folder.yaml")).toString();
    assertTrue(
        assertThrows(InvalidSettings.class, () -> Recipes.named(folder))
            .getMessage()
            .startsWith(folder + ": cannot be read"));
    String empty = file("");
    assertThrows(InvalidSettings.class, () -> Recipes.named(empty));
    String long_ = file("#".repeat((1 << 20) + 1));
    assertTrue(
        assertThrows(InvalidSettings.class, () -> Recipes.named(long_))
            .getMessage()
            .contains("longer than"));
  }

  private String file(String yaml) throws IOException {
    return Files.writeString(dir.resolve("recipe.yaml"), yaml).toString();
  }
}
