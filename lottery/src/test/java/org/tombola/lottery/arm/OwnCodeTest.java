package org.tombola.lottery.arm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.analysis.Request;
import org.tombola.lottery.prune.Criteria;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.Recipe;
import org.tombola.lottery.recipe.Recipes;
import org.tombola.lottery.recipe.Settings;

/// How much code each recipe has to itself: the table in `docs/extending.md`.
///
/// A recipe's own are its YAML file, and the files of the criteria, start rules and analyses that
/// no other recipe names, with what they alone mention. The mathematics of the package `linear` is
/// nobody's own, whoever uses it first. Lines are those that are neither empty nor comments.
class OwnCodeTest {
  private static final Path MAIN = Path.of("src", "main", "java", "org", "tombola", "lottery");
  private static final Set<String> REGISTRIES = Set.of("Request", "Criteria", "StartRules");
  private static final Pattern NO_NAME = Pattern.compile("\\W+");
  private static final int STEP = 25;
  private static final int MOST = 400;
  private static final String GENERAL = "linear";

  /// Names of files, and their code.
  private final Map<String, List<String>> code = sources();

  /// The names in each.
  private final Map<String, Set<String>> names = names();

  private final Map<String, Set<String>> mentioning = new HashMap<>();

  @Test
  void the_table_says_what_each_recipe_has_to_itself() throws IOException {
    Map<String, Set<String>> recipesOf = recipesOfFiles();
    var rows = new StringBuilder();
    for (String recipe : Recipes.names()) {
      Set<String> own = own(recipe, recipesOf);
      List<String> yaml =
          code(
              Files.readAllLines(Path.of("src", "main", "resources", "recipes", recipe + ".yaml")));
      int lines = yaml.size() + own.stream().mapToInt(f -> lines(f).size()).sum();
      assertTrue(lines <= MOST, recipe + " has " + lines + " lines to itself");
      String files =
          own.stream().map(file -> ", `" + file + "`").collect(Collectors.joining("", "YAML", ""));
      // Rounded, so that a line more or less is no other table.
      rows.append(
          "| `%s` | %s | %d |\n".formatted(recipe, files, (lines + STEP - 1) / STEP * STEP));
    }
    String document = Files.readString(Path.of("docs", "extending.md"));
    String said =
        document
            .lines()
            .dropWhile(line -> !line.startsWith("| recipe |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    assertEquals(rows.toString(), said, "the table of docs/extending.md");
  }

  /// For each file of a criterion, rule or analysis the recipes that name it.
  private Map<String, Set<String>> recipesOfFiles() {
    var recipesOf = new TreeMap<String, Set<String>>();
    for (String name : Recipes.names()) {
      Recipe recipe = Recipes.named(name);
      var settings = new HashSet<Settings>(Set.of(recipe.base()));
      recipe
          .scales()
          .keySet()
          .forEach(s -> settings.add(recipe.settings(s, new LinkedHashMap<>())));
      settings.stream()
          .flatMap(OwnCodeTest::words)
          .forEach(file -> recipesOf.computeIfAbsent(file, _ -> new TreeSet<>()).add(name));
    }
    return recipesOf;
  }

  private static Stream<String> words(Settings settings) {
    var analyses =
        settings.analyses().stream()
            .map(text -> text.split(" ", 2)[0])
            .flatMap(
                name ->
                    Request.analyses().stream()
                        .filter(a -> a.question().name().equals(name))
                        .limit(1))
            .map(analysis -> analysis.getClass().getSimpleName());
    var arms =
        settings.arm().values().stream()
            .flatMap(arm -> Stream.of(criterion(arm, settings), rule(arm)));
    return Stream.concat(analyses, arms);
  }

  private static String criterion(ArmSettings arm, Settings settings) {
    String name = arm.mask().over(settings.prune()).criterion();
    return Criteria.all().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .map(OwnCodeTest::simple)
        .orElse(name.startsWith("greedy-") ? "GreedySelection" : "FilterScore");
  }

  /// A constant of an enumeration may have a class of its own.
  private static String simple(Object word) {
    return word instanceof Enum<?> constant
        ? constant.getDeclaringClass().getSimpleName()
        : word.getClass().getSimpleName();
  }

  private static String rule(ArmSettings arm) {
    return simple(StartRules.named(arm.weights().rule()));
  }

  private Set<String> own(String recipe, Map<String, Set<String>> recipesOf) {
    var own = new TreeSet<String>();
    recipesOf.forEach(
        (file, recipes) -> {
          if (recipes.equals(Set.of(recipe))) {
            own.add(file);
          }
        });
    boolean changed = true;
    while (changed) {
      changed = own.removeIf(file -> !own.containsAll(mentioning(file)));
      for (String file : code.keySet()) {
        Set<String> by = mentioning(file);
        if (!own.contains(file) && !recipesOf.containsKey(file) && !by.isEmpty()) {
          changed |= own.containsAll(by) && own.add(file);
        }
      }
    }
    return own;
  }

  /// The files whose code mentions another's class, registries left out.
  private Set<String> mentioning(String file) {
    return mentioning.computeIfAbsent(
        file,
        _ -> {
          var by = new TreeSet<String>();
          names.forEach(
              (other, mentioned) -> {
                if (!other.equals(file) && mentioned.contains(file)) {
                  by.add(other);
                }
              });
          by.removeAll(REGISTRIES);
          return by;
        });
  }

  private List<String> lines(String file) {
    return code.getOrDefault(file, List.of());
  }

  private Map<String, Set<String>> names() {
    var all = new TreeMap<String, Set<String>>();
    code.forEach(
        (file, lines) ->
            all.put(
                file, lines.stream().flatMap(NO_NAME::splitAsStream).collect(Collectors.toSet())));
    return all;
  }

  private static Map<String, List<String>> sources() {
    try (Stream<Path> files = Files.walk(MAIN)) {
      var sources = new TreeMap<String, List<String>>();
      for (Path file : files.filter(OwnCodeTest::isCounted).toList()) {
        String name = String.valueOf(file.getFileName()).replace(".java", "");
        sources.put(name, code(Files.readAllLines(file)));
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isCounted(Path file) {
    return file.toString().endsWith(".java") && !MAIN.relativize(file).startsWith(GENERAL);
  }

  private static List<String> code(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("//") && !line.startsWith("#"))
        .toList();
  }
}
