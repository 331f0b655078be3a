package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final List<String> FIGURES =
      List.of("early-stop-accuracy", "early-stop-iteration", "test-accuracy");

  @TempDir Path dir;

  private Report write(List<ResultRow> rows) throws IOException {
    return Report.write(Rows.run(rows), dir, TextStyle.PLAIN);
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
}
