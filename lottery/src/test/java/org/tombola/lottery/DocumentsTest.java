package org.tombola.lottery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What documents say of the source is so.
class DocumentsTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

  @Test
  void tests_that_pitfalls_names_are_there() throws IOException {
    List<String> rows = rows(Path.of("docs", "pitfalls.md"));
    var missing = new ArrayList<String>();
    for (String row : rows) {
      List<String> columns = List.of(row.split("(?<!\\\\)\\|", -1));
      var named = TEST.matcher(columns.get(columns.size() - 2));
      int tests = 0;
      while (named.find()) {
        tests++;
        String method = named.group(2);
        if (!source(named.group(1)).contains(method == null ? "class " : "void " + method + "(")) {
          missing.add(named.group());
        }
      }
      assertTrue(tests > 0, () -> "no test in: " + row);
    }
    assertEquals(List.of(), missing);
    assertTrue(rows.size() > 15, () -> rows.size() + " rows");
  }

  /// Of the first table in a document, without its head.
  private static List<String> rows(Path document) throws IOException {
    return Files.readAllLines(document).stream()
        .dropWhile(line -> !line.startsWith("|---"))
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  /// The source of a test of this module or of the one below, empty if there is none.
  private static String source(String test) throws IOException {
    for (Path module : List.of(Path.of(""), Path.of("..", "nn"))) {
      try (Stream<Path> files = Files.walk(module.resolve(Path.of("src", "test", "java")))) {
        var found = files.filter(file -> file.endsWith(test + ".java")).findFirst();
        if (found.isPresent()) {
          return Files.readString(found.get());
        }
      }
    }
    return "";
  }
}
