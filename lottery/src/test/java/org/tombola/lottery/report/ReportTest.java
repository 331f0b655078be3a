package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final List<String> FIGURES =
      List.of("early-stop-accuracy", "early-stop-iteration", "test-accuracy", "training-seconds");

  @TempDir Path dir;

  private Report write(List<ResultRow> rows) throws IOException {
    return Report.writeRuns(List.of(new NamedRun("", Rows.run(rows))), dir, TextStyle.PLAIN);
  }

  @Test
  void figures_are_well_formed_svg_and_stand_in_the_page() throws Exception {
    write(Rows.of(Rows.level("ticket", 0, 9, 0.9, 0.8), Rows.level("ticket", 1, 9, 0.9, 0.7)));
    String page = Files.readString(dir.resolve("report.html"));
    for (String name : FIGURES) {
      Path file = dir.resolve("figures").resolve(name + ".svg");
      var parsed = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
      assertEquals("svg", parsed.getDocumentElement().getTagName());
      assertTrue(page.contains(Files.readString(file)), name);
    }
  }

  @Test
  void writes_images_or_says_why_it_cannot() throws IOException {
    Report report = write(Rows.level("ticket", 0, 9, 0.9, 0.8));
    for (String name : FIGURES) {
      Path image = dir.resolve("figures").resolve(name + ".png");
      assertEquals(report.withoutImages().isEmpty(), Files.exists(image));
    }
    report
        .withoutImages()
        .ifPresent(
            why -> assertTrue(why.startsWith("no PNG figures: ") && !why.contains("\n"), why));
  }

  @Test
  void replaces_an_earlier_report_and_leaves_nothing_half_written() throws IOException {
    write(Rows.level("ticket", 0, 9, 0.9));
    write(Rows.level("ticket", 0, 9, 0.8));
    assertTrue(Files.readString(dir.resolve("report.html")).contains("80.00 %"));
    try (var files = Files.walk(dir)) {
      assertTrue(files.noneMatch(f -> f.toString().endsWith(".tmp")));
    }
  }

  @Test
  void a_run_without_results_is_reported_too() throws IOException {
    assertEquals(List.of("No network has finished training yet."), write(List.of()).text());
  }

  @Test
  void several_runs_stand_beside_each_other() throws IOException {
    var settings = new LinkedHashMap<>(Map.of("train.batch", "60", "levels", "2"));
    var others = new LinkedHashMap<>(Map.of("train.batch", "128", "levels", "2"));
    var first = Rows.run(Rows.level("ticket", 1, 9, 0.9, 0.8), settings);
    var second = Rows.run(Rows.level("ticket", 1, 9, 0.7, 0.6), others);
    Report report =
        Report.writeRuns(
            List.of(new NamedRun("one", first), new NamedRun("two", second)),
            dir.resolve("both"),
            TextStyle.PLAIN);
    Figure figure =
        Figures.of(List.of(new NamedRun("one", first), new NamedRun("two", second))).getFirst();
    assertEquals(
        List.of("one: ticket", "two: ticket"),
        figure.lines().stream().map(Figure.Line::name).toList());
    Look one = figure.lines().getFirst().look();
    Look two = figure.lines().getLast().look();
    assertEquals(one.colour(), two.colour());
    assertNotEquals(one.dash(), two.dash());
    assertEquals(1, figure.x().ticks().size());
    String page = Files.readString(report.html());
    assertTrue(
        page.contains("<tr><th>train.batch</th><td>60</td><td>128</td></tr>"), "differences");
    assertFalse(page.contains("<tr><th>levels</th>"), "what is the same");
    assertTrue(page.contains("Results of one") && page.contains("Results of two"));
    assertTrue(String.join("\n", report.text()).contains("\ntwo\n"), report.text().toString());
    assertTrue(Files.exists(dir.resolve("both/figures/early-stop-accuracy.svg")));
  }
}
