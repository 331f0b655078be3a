package org.tombola.lottery.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// `report.html`: one file that needs nothing else, and no network.
///
/// Every figure is in it twice: drawn beforehand, for print and where no script runs, and as data
/// that [Script] draws on a screen. The content security policy forbids everything else; text from
/// a run folder is escaped by [Html#escape].
final class Page {
  private final List<NamedRun> runs;
  private final List<UnitGraphs.Graph> graphs;
  private final Markup html = new Markup();

  private Page(List<NamedRun> runs) {
    this.runs = runs;
    this.graphs = UnitGraphs.of(runs);
  }

  /// @param svgs the figures in their order, as SVG documents
  static String of(List<NamedRun> runs, List<Figure> figures, List<String> svgs) {
    return new Page(runs).write(figures, svgs);
  }

  private String write(List<Figure> figures, List<String> svgs) {
    Optional<List<String>> scripts =
        figures.isEmpty() ? Optional.empty() : Script.texts(!graphs.isEmpty());
    String allowed =
        scripts
            .map(s -> s.stream().map(Script::allowed).collect(Collectors.joining(" ")))
            .orElse("'none'");
    html.raw(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src %s">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        """
            .formatted(allowed, Html.escape(title()), style()));
    html.tag("h1", title());
    runs.forEach(this::headline);
    figures(figures, svgs);
    graphs();
    for (NamedRun run : runs) {
      new RunTables(run.data(), html).write(ending(run));
    }
    differences();
    runs.forEach(this::origin);
    html.raw("</main>\n");
    scripts.ifPresent(texts -> scripts(figures, texts));
    return html.raw("</body>\n</html>\n").toString();
  }

  private String title() {
    return runs.stream().map(run -> title(run.data())).distinct().collect(Collectors.joining("; "));
  }

  private static String title(RunData run) {
    if (run.rows().isEmpty()) {
      return run.settings().getOrDefault("recipe", "Report");
    }
    ResultRow row = run.rows().getFirst();
    return "%s: %s on %s".formatted(row.recipe(), row.network(), row.dataset());
  }

  private static String ending(NamedRun run) {
    return run.name().isEmpty() ? "" : " of " + run.name();
  }

  private void headline(NamedRun named) {
    RunData run = named.data();
    if (!named.name().isEmpty()) {
      html.section(named.name());
    }
    List<String> sentences =
        run.isTraining() ? Trainings.sentences(run.rows()) : Headline.of(run.rows(), run.arms());
    html.tag("p", "headline", sentences.getFirst());
    html.list(sentences.subList(1, sentences.size()));
    html.list(Collapse.sentences(run.layers()));
    html.list(Prizes.sentences(run));
    var cells = run.cells();
    if (cells.planned() > cells.done()) {
      int missing = cells.planned() - cells.done() - cells.failures().size();
      html.raw("<div class=\"partial\">\n");
      html.tag(
          "p",
          "This run is not complete: %d of %d trainings finished, %d failed, %d not done. Means are over the seeds that finished."
              .formatted(cells.done(), cells.planned(), cells.failures().size(), missing));
      html.list(cells.failures()).raw("</div>\n");
    }
  }

  // --- figures ---

  private void figures(List<Figure> figures, List<String> svgs) {
    if (figures.isEmpty()) {
      return;
    }
    html.raw("<div class=\"figures\">\n");
    for (int i = 0; i < figures.size(); i++) {
      html.raw("<figure>\n");
      if (figures.get(i).moves()) {
        html.raw(
            "<div class=\"live\" id=\"live-%s\" role=\"img\"".formatted(figures.get(i).name()));
        html.raw(" aria-label=\"").raw(Html.escape(figures.get(i).title())).raw("\"></div>\n");
      }
      html.raw("<div class=\"still\">\n").raw(svgs.get(i)).raw("</div>\n</figure>\n");
    }
    html.raw("</div>\n");
    html.tag("p", "caption", caption());
  }

  private void graphs() {
    for (UnitGraphs.Graph graph : graphs) {
      html.raw("<figure class=\"graph\">\n");
      html.raw("<div class=\"live\" id=\"graph-%s\" role=\"img\"".formatted(graph.name()));
      html.raw(" aria-label=\"").raw(Html.escape(graph.title())).raw("\"></div>\n");
      html.tag("p", "still", graph.title() + ": a graph that moves, where scripts run.");
      html.raw("</figure>\n");
    }
    if (!graphs.isEmpty()) {
      html.tag("p", "caption", UnitGraphs.CAPTION);
    }
  }

  private String caption() {
    var said = new ArrayList<String>();
    if (runs.stream().anyMatch(run -> run.data().isTraining())) {
      said.add(Curves.CAPTION);
    }
    if (runs.stream().anyMatch(run -> !run.data().isTraining())) {
      said.add(
          "Points are means over seeds, bars reach from the smallest to the largest value; where a"
              + " figure does not move, points at the same density are shifted sideways a little."
              + " Early stop is the iteration of the smallest validation loss.");
      said.add(LevelCurves.CAPTION);
    }
    said.add("A click on a name in a legend takes its line away, and brings it back.");
    return String.join(" ", said);
  }

  private void scripts(List<Figure> figures, List<String> texts) {
    html.raw("<script type=\"application/json\" id=\"figures\">");
    html.raw(Chart.json(figures)).raw("</script>\n");
    if (!graphs.isEmpty()) {
      html.raw("<script type=\"application/json\" id=\"graphs\">");
      html.raw(UnitGraphs.json(graphs)).raw("</script>\n");
    }
    texts.forEach(text -> html.raw("<script>").raw(text).raw("</script>\n"));
  }

  // --- where the numbers come from ---

  /// The settings in which the runs of a comparison differ.
  private void differences() {
    if (runs.size() < 2) {
      return;
    }
    var keys = new TreeSet<String>();
    runs.forEach(run -> keys.addAll(run.data().settings().keySet()));
    keys.removeIf(key -> runs.stream().map(run -> setting(run, key)).distinct().count() < 2);
    html.section("Settings that differ");
    if (keys.isEmpty()) {
      html.tag("p", "None.");
      return;
    }
    var heads = new ArrayList<>(List.of("setting"));
    runs.forEach(run -> heads.add(run.name()));
    html.table(heads);
    for (String key : keys) {
      var cells = new ArrayList<>(List.of(key));
      runs.forEach(run -> cells.add(setting(run, key)));
      html.row(cells);
    }
    html.endTable();
  }

  private static String setting(NamedRun run, String key) {
    return run.data().settings().getOrDefault(key, "");
  }

  private void origin(NamedRun named) {
    RunData run = named.data();
    html.section("Reproduce" + ending(named));
    if (run.command().isEmpty()) {
      html.tag("p", "The run folder does not say which command made it.");
    } else {
      html.tag("pre", run.command());
    }
    html.section("Settings" + ending(named)).pairs(run.settings());
    html.section("Provenance" + ending(named)).pairs(run.provenance());
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
