package org.tombola.lottery.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import org.tombola.lottery.report.Summary.Point;

/// `report.html`: one file that needs nothing else, neither network nor script.
///
/// Its content security policy forbids both, so that text from a run folder could do no harm even
/// if it were not escaped; everything is, by [Html#escape].
final class Page {
  private final RunData run;
  private final Summary summary;
  private final StringBuilder html = new StringBuilder();

  private Page(RunData run) {
    this.run = run;
    this.summary = Summary.of(run.rows());
  }

  /// @param figures in reading order, as SVG documents
  static String of(RunData run, List<String> figures) {
    return new Page(run).write(figures);
  }

  private String write(List<String> figures) {
    String title = title();
    html.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        """
            .formatted(Html.escape(title), style()));
    tag("h1", title);
    headline();
    cells();
    figures(figures);
    if (run.isTraining()) {
      trainings();
    } else {
      results();
      layers();
    }
    section("Reproduce");
    if (run.command().isEmpty()) {
      tag("p", "The run folder does not say which command made it.");
    } else {
      tag("pre", run.command());
    }
    pairs("Settings", run.settings());
    pairs("Provenance", run.provenance());
    html.append("</main>\n</body>\n</html>\n");
    return html.toString();
  }

  private String title() {
    if (run.rows().isEmpty()) {
      return run.settings().getOrDefault("recipe", "Report");
    }
    ResultRow row = run.rows().getFirst();
    return "%s: %s on %s".formatted(row.recipe(), row.network(), row.dataset());
  }

  private void headline() {
    List<String> sentences =
        run.isTraining() ? Trainings.sentences(run.rows()) : Headline.of(run.rows());
    html.append("<p class=\"headline\">")
        .append(Html.escape(sentences.getFirst()))
        .append("</p>\n");
    if (sentences.size() > 1) {
      html.append("<ul>\n");
      sentences.stream().skip(1).forEach(s -> tag("li", s));
      html.append("</ul>\n");
    }
  }

  private void cells() {
    var cells = run.cells();
    int missing = cells.planned() - cells.done() - cells.failures().size();
    if (cells.planned() > cells.done()) {
      html.append("<div class=\"partial\">\n");
      tag(
          "p",
          "This run is not complete: %d of %d trainings finished, %d failed, %d not done. Means are over the seeds that finished."
              .formatted(cells.done(), cells.planned(), cells.failures().size(), missing));
      if (!cells.failures().isEmpty()) {
        html.append("<ul>\n");
        cells.failures().forEach(f -> tag("li", f));
        html.append("</ul>\n");
      }
      html.append("</div>\n");
    }
  }

  private void figures(List<String> figures) {
    if (figures.isEmpty()) {
      return;
    }
    html.append("<div class=\"figures\">\n");
    for (String svg : figures) {
      html.append("<figure>\n").append(svg).append("</figure>\n");
    }
    html.append("</div>\n");
    tag(
        "p",
        "caption",
        run.isTraining()
            ? Curves.CAPTION
            : "Points are means over seeds, bars reach from the smallest to the largest value;"
                + " points at the same density are shifted sideways a little. Early stop is the"
                + " iteration of the smallest validation loss.");
  }

  private void trainings() {
    if (run.rows().isEmpty()) {
      return;
    }
    section("Results");
    tag("p", "caption", Trainings.CAPTION);
    List<List<String>> table = Trainings.table(run);
    html.append("<div class=\"wide\"><table>\n<thead><tr>");
    table.getFirst().forEach(head -> cell("th", head));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : table.subList(1, table.size())) {
      html.append("<tr>");
      cell("th", row.getFirst());
      row.stream().skip(1).forEach(value -> cell("td", value));
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
  }

  private void results() {
    if (summary.arms().isEmpty()) {
      return;
    }
    section("Results");
    tag(
        "p",
        "caption",
        "Mean over seeds and, in brackets, smallest to largest. Accuracies in per cent.");
    html.append("<div class=\"wide\"><table>\n<thead><tr>");
    for (String head : List.of("arm", "round", "weights %", "seeds")) {
      cell("th", head);
    }
    for (Metric metric : Metric.values()) {
      cell("th", metric.title());
    }
    html.append("</tr></thead>\n");
    summary
        .arms()
        .forEach(
            (arm, points) -> {
              html.append("<tbody>\n");
              points.forEach(point -> resultRow(arm, point));
              html.append("</tbody>\n");
            });
    html.append("</table></div>\n");
  }

  private void resultRow(String arm, Point point) {
    int seeds = point.spreads().values().stream().mapToInt(Spread::count).max().orElse(0);
    html.append("<tr>");
    cell("th", point.level() == 0 && arm.equals(Summary.TICKET) ? Summary.DENSE : arm);
    cell("td", Integer.toString(point.level()));
    cell("td", Scale.percent(point.density() * 100));
    cell("td", Integer.toString(seeds));
    for (Metric metric : Metric.values()) {
      html.append("<td>");
      point.spread(metric).ifPresent(s -> spread(metric, s));
      html.append("</td>");
    }
    html.append("</tr>\n");
  }

  private void spread(Metric metric, Spread spread) {
    html.append(metric.format(spread.mean()));
    if (spread.count() > 1) {
      html.append(
          " <small>(%s–%s)</small>"
              .formatted(metric.format(spread.min()), metric.format(spread.max())));
    }
  }

  private void layers() {
    if (run.layers().isEmpty()) {
      return;
    }
    section("Density of each layer");
    tag("p", "caption", "Share of each layer's weights that remain, in per cent, mean over seeds.");
    LayerGroup.of(run.layers())
        .forEach(group -> layerTable(String.join(", ", group.arms()), group.levels()));
  }

  private void layerTable(String arms, List<LayerDensity> levels) {
    var names = new LinkedHashSet<String>();
    levels.forEach(l -> names.addAll(l.layers().keySet()));
    html.append("<div class=\"wide\"><table>\n<caption>").append(Html.escape(arms));
    html.append("</caption>\n<thead><tr>");
    cell("th", "round");
    cell("th", "network");
    names.forEach(name -> cell("th", name));
    html.append("</tr></thead>\n<tbody>\n");
    for (LayerDensity level : levels) {
      html.append("<tr>");
      cell("td", Integer.toString(level.level()));
      cell("td", Scale.percent(level.density() * 100));
      for (String name : names) {
        Double share = level.layers().get(name);
        cell("td", share == null ? "" : Scale.percent(share * 100));
      }
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
  }

  private void pairs(String heading, SequencedMap<String, String> values) {
    section(heading);
    if (values.isEmpty()) {
      tag("p", "The run folder says nothing about them.");
      return;
    }
    html.append("<dl>\n");
    values.forEach(
        (key, value) -> {
          tag("dt", key);
          tag("dd", value);
        });
    html.append("</dl>\n");
  }

  private void section(String heading) {
    tag("h2", heading);
  }

  private void tag(String name, String text) {
    cell(name, text);
    html.append('\n');
  }

  private void tag(String name, String style, String text) {
    html.append("<%s class=\"%s\">%s</%s>\n".formatted(name, style, Html.escape(text), name));
  }

  private void cell(String name, String text) {
    html.append('<').append(name).append('>').append(Html.escape(text));
    html.append("</").append(name).append('>');
  }

  private static String style() {
    try (var css = Page.class.getResourceAsStream("report.css")) {
      if (css == null) {
        throw new IllegalStateException("report.css is not packaged");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
