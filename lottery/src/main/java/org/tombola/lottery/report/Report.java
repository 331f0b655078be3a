package org.tombola.lottery.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombola.lottery.run.AtomicFile;

/// The report of one or several runs: `report.html` and `figures/*.svg`, `figures/*.png` in a
/// folder, and the summary as text.
///
/// SVG and page need nothing but this program. PNG needs AWT, and AWT needs a font library and a
/// font; on a machine without them [#withoutImages] says so and everything else is there.
///
/// @param html the page
/// @param text the summary table and a plot, for a terminal
/// @param withoutImages why there are no PNG files, if there are none
public record Report(Path html, List<String> text, Optional<String> withoutImages) {

  /// Reads the folder and writes the report into it; whatever an earlier report left is replaced.
  ///
  /// @throws ReportException if a file of the folder is not what a run writes
  /// @throws IOException if the folder cannot be read or written
  public static Report write(Path folder, TextStyle style) throws IOException {
    return write(List.of(folder), folder, style);
  }

  /// Compares the runs of several folders.
  ///
  /// @param out where the report goes; made if it is absent
  public static Report write(List<Path> folders, Path out, TextStyle style) throws IOException {
    return writeRuns(NamedRun.read(folders), out, style);
  }

  static Report writeRuns(List<NamedRun> runs, Path out, TextStyle style) throws IOException {
    var figures = Figures.of(runs);
    Path directory = Files.createDirectories(out.resolve("figures"));
    var svgs = new ArrayList<String>();
    for (Figure figure : figures) {
      String svg = svg(figure);
      AtomicFile.replace(directory.resolve(figure.name() + ".svg"), svg);
      svgs.add(svg);
    }
    Path html = out.resolve("report.html");
    AtomicFile.replace(html, Page.of(runs, figures, svgs));
    var text = new ArrayList<String>();
    for (NamedRun run : runs) {
      if (!run.name().isEmpty()) {
        text.add(text.isEmpty() ? run.name() : "\n" + run.name());
      }
      text.addAll(text(run.data(), style));
    }
    return new Report(html, List.copyOf(text), images(figures, directory));
  }

  private static String svg(Figure figure) {
    var canvas =
        new SvgCanvas(
            Plot.WIDTH,
            Plot.HEIGHT,
            figure.title(),
            figure.yLabel() + " against " + figure.xLabel());
    Plot.draw(figure, canvas);
    return canvas.toString();
  }

  /// Empty when all were written, otherwise the reason in one line.
  private static Optional<String> images(List<Figure> figures, Path directory) throws IOException {
    // Figures of an earlier report must not stand beside newer ones.
    for (Figure figure : figures) {
      Files.deleteIfExists(directory.resolve(figure.name() + ".png"));
    }
    try {
      // AWT must not look for a screen; it reads this once, before its first class loads.
      System.setProperty("java.awt.headless", "true");
      for (Figure figure : figures) {
        var canvas = new ImageCanvas(Plot.WIDTH, Plot.HEIGHT);
        Plot.draw(figure, canvas);
        canvas.write(directory.resolve(figure.name() + ".png"));
      }
      return Optional.empty();
    } catch (RuntimeException | LinkageError | InternalError e) {
      // How AWT reports missing native libraries and fonts differs from JDK to JDK.
      return Optional.of(
          "no PNG figures: Java cannot draw text here, install fontconfig and a font (%s)"
              .formatted(firstLine(e)));
    }
  }

  private static String firstLine(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("");
  }

  private static List<String> text(RunData run, TextStyle style) {
    var lines = new ArrayList<String>();
    if (run.isTraining()) {
      if (!run.rows().isEmpty()) {
        lines.addAll(TextTable.of(Trainings.table(run), style));
        lines.add("");
      }
      lines.addAll(AnalysisTable.of(run.analyses(), style));
      lines.addAll(Trainings.sentences(run.rows()));
    } else {
      lines.addAll(levels(Summary.of(run.rows()), style));
      lines.addAll(AnalysisTable.of(run.analyses(), style));
      lines.addAll(Headline.of(run.rows(), run.arms()));
      lines.addAll(Prizes.sentences(run));
      Collapse.sentences(run.layers()).stream().map(TextTable::printable).forEach(lines::add);
    }
    run.claims()
        .map(RunClaims::judgements)
        .filter(judgements -> !judgements.isEmpty())
        .ifPresent(judgements -> lines.add("claims: " + ClaimText.counts(judgements)));
    return List.copyOf(lines);
  }

  /// The table of arms and densities, and the curve; empty where nothing is finished.
  private static List<String> levels(Summary summary, TextStyle style) {
    if (summary.arms().isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<>(TextTable.of(summary, style));
    List<String> plot = TextPlot.of(summary, style);
    if (!plot.isEmpty()) {
      lines.add("");
      lines.addAll(plot);
    }
    lines.add("");
    return lines;
  }
}
