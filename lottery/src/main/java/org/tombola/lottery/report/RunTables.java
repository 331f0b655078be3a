package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.tombola.lottery.claim.Judgement;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.report.Summary.Point;

/// The tables of one run.
final class RunTables {
  private final RunData run;
  private final Markup html;

  RunTables(RunData run, Markup html) {
    this.run = run;
    this.html = html;
  }

  /// @param ending of the headings, which run it is
  void write(String ending) {
    claims(ending);
    if (run.isTraining()) {
      trainings(ending);
    } else {
      results(ending);
    }
    analyses(ending);
    counts(ending);
    if (!run.isTraining()) {
      layers(ending);
    }
  }

  // --- claims ---

  private void claims(String ending) {
    List<Judgement> judgements = run.claims().map(RunClaims::judgements).orElse(List.of());
    if (judgements.isEmpty()) {
      return;
    }
    html.section("Claims" + ending);
    html.tag("p", ClaimText.counts(judgements) + ".");
    html.tag(
        "p",
        "caption",
        "What the paper says, held against this run: the mean difference over paired seeds, its"
            + " bootstrap interval of 95 %, and whether that lies wholly on the claimed side of the"
            + " margin, wholly on the other, or neither. Accuracies in per cent. Few seeds and a"
            + " small scale decide little.");
    html.raw("<div class=\"claims\">\n");
    html.table(
        "verdict", "claim", "compared", "at", "seeds", "difference", "95 % interval", "claimed");
    judgements.forEach(this::claim);
    html.endTable().raw("</div>\n");
  }

  private void claim(Judgement judgement) {
    var claim = judgement.claim();
    html.raw("<tr><th class=\"%s\">".formatted(judgement.verdict()));
    html.raw(Html.escape(judgement.verdict().toString())).raw("</th><td class=\"words\">");
    html.raw(Html.escape(claim.text()));
    html.raw(" <small>").raw(Html.escape("%s [%s]".formatted(claim.source(), claim.evidence())));
    html.raw("</small>");
    if (!judgement.why().isEmpty()) {
      html.raw(" <small>").raw(Html.escape("Undecided: " + judgement.why() + "."));
      html.raw("</small>");
    }
    html.raw("</td>").raw("<td class=\"words\">").raw(Html.escape(ClaimText.compared(claim)));
    html.raw("</td>");
    var measured = judgement.measured();
    html.cell("td", measured.map(ClaimText::place).orElse(""));
    html.cell("td", measured.map(m -> Integer.toString(m.seeds())).orElse("0"));
    html.cell("td", measured.map(m -> ClaimText.number(m.difference())).orElse(""));
    html.cell("td", measured.map(ClaimText::interval).orElse(""));
    html.cell("td", claim.expected()).raw("</tr>\n");
  }

  // --- results ---

  private void trainings(String ending) {
    if (run.rows().isEmpty()) {
      return;
    }
    html.section("Results" + ending);
    html.tag("p", "caption", Trainings.CAPTION);
    List<List<String>> table = Trainings.table(run);
    html.table(table.getFirst());
    table.subList(1, table.size()).forEach(html::row);
    html.endTable();
  }

  private void results(String ending) {
    var summary = Summary.of(run.rows());
    if (summary.arms().isEmpty()) {
      return;
    }
    html.section("Results" + ending);
    html.tag(
        "p",
        "caption",
        "Mean over seeds and, in brackets, smallest to largest. Accuracies in per cent.");
    var heads = new ArrayList<>(List.of("arm", "round", "weights %", "seeds"));
    for (Metric metric : Metric.values()) {
      heads.add(metric.title());
    }
    html.table(heads);
    summary
        .arms()
        .forEach(
            (arm, points) -> {
              html.nextBody();
              points.forEach(point -> result(arm, point));
            });
    html.endTable();
  }

  private void result(String arm, Point point) {
    int seeds = point.spreads().values().stream().mapToInt(Spread::count).max().orElse(0);
    html.raw("<tr>");
    html.cell("th", point.level() == 0 ? Summary.atStart(arm) : arm);
    html.cell("td", Integer.toString(point.level()));
    html.cell("td", Scale.percent(point.density() * 100));
    html.cell("td", Integer.toString(seeds));
    for (Metric metric : Metric.values()) {
      html.raw("<td>");
      point.spread(metric).ifPresent(s -> spread(metric, s));
      html.raw("</td>");
    }
    html.raw("</tr>\n");
  }

  private void spread(Metric metric, Spread spread) {
    html.raw(metric.format(spread.mean()));
    if (spread.count() > 1) {
      html.raw(
          " <small>(%s–%s)</small>"
              .formatted(metric.format(spread.min()), metric.format(spread.max())));
    }
  }

  // --- analyses ---

  /// The numbers that stand alone; curves are figures.
  private void analyses(String ending) {
    var rows = new LinkedHashMap<List<String>, List<Measurement>>();
    for (Measurement m : run.analyses()) {
      if (!Double.isFinite(m.x())) {
        var key = List.of(m.analysis(), m.statistic(), m.arm(), Integer.toString(m.level()));
        rows.computeIfAbsent(key, _ -> new ArrayList<>()).add(m);
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    html.section("Analyses" + ending);
    html.tag("p", "caption", "Mean over seeds and smallest to largest, as measured.");
    html.table("analysis", "statistic", "arm", "round", "weights %", "seeds", "mean", "range");
    rows.forEach(
        (key, values) -> {
          double density =
              values.stream().mapToDouble(Measurement::density).average().orElseThrow();
          var cells = new ArrayList<>(key);
          cells.add(Scale.percent(100 * density));
          Spread.of(values.stream().map(Measurement::value).toList())
              .ifPresent(
                  s -> {
                    cells.add(Integer.toString(s.count()));
                    cells.add(plain(s.mean()));
                    cells.add(s.count() > 1 ? plain(s.min()) + " to " + plain(s.max()) : "");
                  });
          html.row(cells);
        });
    html.endTable();
  }

  /// Four digits.
  static String plain(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  // --- counts ---

  private void counts(String ending) {
    if (run.counts().isEmpty()) {
      return;
    }
    html.section("What is counted" + ending);
    html.tag("p", "caption", CountsTable.CAPTION);
    html.table(CountsTable.HEADS);
    CountsTable.lines(run.counts()).forEach(html::row);
    html.endTable();
  }

  // --- layers ---

  private void layers(String ending) {
    if (run.layers().isEmpty()) {
      return;
    }
    html.section("Density of each layer" + ending);
    html.tag(
        "p", "caption", "Share of each layer's weights that remain, in per cent, mean over seeds.");
    LayerGroup.of(run.layers())
        .forEach(group -> layers(String.join(", ", group.arms()), group.levels()));
  }

  private void layers(String arms, List<LayerDensity> levels) {
    var names = new LinkedHashSet<String>();
    levels.forEach(l -> names.addAll(l.layers().keySet()));
    html.tag("h3", arms);
    var heads = new ArrayList<>(List.of("round", "network"));
    heads.addAll(names);
    html.table(heads);
    for (LayerDensity level : levels) {
      var cells = new ArrayList<String>();
      cells.add(Integer.toString(level.level()));
      cells.add(Scale.percent(level.density() * 100));
      for (String name : names) {
        Double share = level.layers().get(name);
        cells.add(share == null ? "" : Scale.percent(share * 100));
      }
      html.row(cells);
    }
    html.endTable();
  }
}
