package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.train.CurvePoint;
import org.tombola.lottery.train.Evaluation;

/// The report of a run in which nothing is pruned.
class TrainingReportTest {
  @TempDir Path dir;

  private static CurvePoint point(int step, double loss) {
    return new CurvePoint(step, loss + 1, new Evaluation(loss, 1 - loss), 0.1);
  }

  private static RunData.Curve curve(long seed, double... losses) {
    return curve("ticket", seed, losses);
  }

  private static RunData.Curve curve(String arm, long seed, double... losses) {
    return new RunData.Curve(
        arm,
        seed,
        0,
        IntStream.range(0, losses.length).mapToObj(i -> point(10 * i, losses[i])).toList());
  }

  private static RunData run(List<ResultRow> rows, RunData.Curve... curves) {
    return new RunData(
        rows,
        new RunData.Cells(rows.size(), rows.size(), List.of()),
        new LinkedHashMap<>(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(curves),
        new LinkedHashMap<>(Map.of("levels", "0")),
        new LinkedHashMap<>(),
        "the command");
  }

  private static List<NamedRun> named(RunData run) {
    return List.of(new NamedRun("", run));
  }

  private static List<Figure> figures(RunData run) {
    return Figures.of(named(run));
  }

  private static final RunData TWO =
      run(Rows.level("ticket", 0, 9, 0.9, 0.8), curve(0, 0.5, 0.4), curve(1, 0.7, 0.2, 0.3));

  @Test
  void curves_are_averaged_over_the_seeds_that_got_so_far() {
    var loss = figures(TWO).getFirst().lines().getFirst();
    assertEquals("validation", loss.name());
    assertEquals(List.of(0.0, 10.0, 20.0), loss.marks().stream().map(Figure.Mark::x).toList());
    var first = loss.marks().getFirst().y();
    assertEquals(0.6, first.mean(), 1e-12);
    assertEquals(0.5, first.min());
    assertEquals(0.7, first.max());
    assertEquals(1, loss.marks().getLast().y().count());
    var accuracy = figures(TWO).getLast().lines().getFirst();
    assertEquals(70, accuracy.marks().get(1).y().mean(), 1e-9);
  }

  @Test
  void the_page_has_curves_table_and_command_and_nothing_of_pruning() throws IOException {
    Report report = Report.writeRuns(named(TWO), dir, TextStyle.PLAIN);
    String page = Files.readString(report.html());
    for (String part :
        List.of("seconds an epoch", "best validation accuracy", "80.00", "the command", "<svg")) {
      assertTrue(page.contains(part), part);
    }
    assertFalse(page.contains("weights %") || page.contains("Density of each layer"), page);
    assertTrue(Files.exists(dir.resolve("figures/loss.svg")));
    assertTrue(
        String.join("\n", report.text())
            .contains("test accuracy 84.00 % (79.00–89.00) at the end of training"),
        report.text().toString());
  }

  @Test
  void several_arms_are_told_apart() {
    RunData run =
        run(
            Rows.of(Rows.level("ticket", 0, 9, 0.9, 0.8), Rows.level("norm", 0, 9, 0.5, 0.4)),
            curve(0, 0.3, 0.2),
            curve(1, 0.5, 0.4),
            curve("norm", 0, 0.9, 0.7),
            curve("norm", 1, 0.8, 0.6));
    var sentences = Trainings.sentences(run.rows());
    assertEquals(
        "lenet-300-100 on digits: of 2 arms dense is the most accurate at the end of training,"
            + " 84.00 % (79.00–89.00), and norm the least, 44.00 % (39.00–49.00).",
        sentences.getFirst());
    assertTrue(sentences.get(2).startsWith("norm: test accuracy 44.00 %"), sentences.get(2));
    assertTrue(sentences.get(2).contains("mean of 2 seeds"), sentences.get(2));
    var table = Trainings.table(run);
    assertEquals("arm", table.getFirst().getFirst());
    int best = table.getFirst().indexOf("best validation accuracy %");
    assertEquals(List.of("norm", "1"), table.getLast().subList(0, 2));
    assertEquals("40.00", table.getLast().get(best));
    assertEquals("80.00", table.get(1).get(best));
    Figure accuracy = figures(run).getLast();
    assertEquals(
        List.of("dense", "norm"), accuracy.lines().stream().map(Figure.Line::name).toList());
    assertEquals(35, accuracy.lines().getLast().marks().getLast().y().mean(), 1e-9);
  }

  @Test
  void what_was_found_out_about_a_training_stands_below_it() throws IOException {
    var found = new Measurement("removal", "lead", "ticket", 0, 0, 1, Double.NaN, 2.5);
    RunData analysed =
        Rows.with(
            Rows.run(Rows.level("ticket", 0, 9, 0.9), List.of(found), Optional.empty()),
            TWO.settings());
    String text = String.join("\n", Report.writeRuns(named(analysed), dir, TextStyle.PLAIN).text());
    assertTrue(text.contains("removal") && text.contains("2.500"), text);
  }

  @Test
  void a_run_with_nothing_finished_shows_the_curves_there_are() throws IOException {
    Report report =
        Report.writeRuns(named(run(List.of(), curve(0, 0.5, 0.4))), dir, TextStyle.PLAIN);
    assertEquals(List.of("No network has finished training yet."), report.text());
    assertTrue(Files.readString(report.html()).contains("Validation accuracy"));
    assertEquals(List.of(), figures(run(List.of())));
  }

  @Test
  void times_that_an_older_folder_lacks_are_left_out() {
    var row = Rows.row("ticket", 0, 0, 1, 9, 0.9);
    var old =
        new ResultRow(
            row.recipe(),
            row.dataset(),
            row.network(),
            "ticket",
            0,
            0,
            1,
            9,
            0.9,
            0.9,
            0.9,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            3,
            Double.NaN,
            Double.NaN);
    assertEquals(1, Trainings.sentences(List.of(old)).size());
    assertTrue(Trainings.table(run(List.of(old))).getLast().contains(""));
  }

  @Test
  void many_points_are_drawn_as_a_line_with_a_band() {
    double[] losses = IntStream.range(0, 100).mapToDouble(i -> 1.0 / (i + 1)).toArray();
    double[] others = IntStream.range(0, 100).mapToDouble(i -> 2.0 / (i + 1)).toArray();
    Figure figure = figures(run(List.of(), curve(0, losses), curve(1, others))).getLast();
    var canvas = new SvgCanvas(Plot.WIDTH, Plot.HEIGHT, "t", "d");
    Plot.draw(figure, canvas);
    String svg = canvas.toString();
    assertEquals(2, svg.split("<polygon", -1).length, "only the legend's marker");
    var lines = Pattern.compile("<polyline points=\"([^\"]*)\"").matcher(svg).results().toList();
    assertEquals(3, lines.size(), "mean, smallest, largest");
    lines.forEach(line -> assertEquals(100, line.group(1).split(" ", -1).length));
  }

  @Test
  void a_last_line_being_written_is_left_out() throws IOException {
    Path file = dir.resolve("metrics.jsonl");
    Files.writeString(
        file,
        """
        {"step":4,"train_loss":0.5,"validation_loss":0.25,"validation_accuracy":0.75}
        {"step":8,"train_l\
        """);
    List<CurvePoint> points = CurveFile.read(file);
    assertEquals(1, points.size());
    assertEquals(new Evaluation(0.25, 0.75), points.getFirst().validation());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"step\":1}", "\0", "{\"step\":1,\"train_loss\":\"much\"}"})
  void a_line_that_is_no_evaluation_is_refused_naming_it(String line) throws IOException {
    Path file = dir.resolve("metrics.jsonl");
    Files.writeString(file, line + "\n");
    var thrown = assertThrows(ReportException.class, () -> CurveFile.read(file));
    assertTrue(thrown.getMessage().startsWith(file + " line 1"), thrown.getMessage());
  }
}
