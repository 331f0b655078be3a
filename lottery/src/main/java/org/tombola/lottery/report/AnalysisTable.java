package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import org.tombola.lottery.claim.Measurement;

/// The numbers of `analyses.csv` that stand alone, as lines of text: a table an analysis, a row an
/// arm and density, a column a statistic, means with their ranges.
final class AnalysisTable {
  private final TextStyle style;
  private final SequencedSet<String> statistics = new LinkedHashSet<>();

  /// Arm, then level, then statistic.
  private final SequencedMap<String, TreeMap<Integer, SequencedMap<String, List<Measurement>>>>
      rows = new LinkedHashMap<>();

  private AnalysisTable(List<Measurement> measurements, TextStyle style) {
    this.style = style;
    for (Measurement m : measurements) {
      statistics.add(m.statistic());
      rows.computeIfAbsent(m.arm(), _ -> new TreeMap<>())
          .computeIfAbsent(m.level(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(m.statistic(), _ -> new ArrayList<>())
          .add(m);
    }
  }

  /// Empty where there are none.
  static List<String> of(List<Measurement> analyses, TextStyle style) {
    var byAnalysis = new LinkedHashMap<String, List<Measurement>>();
    analyses.stream()
        .filter(m -> !Double.isFinite(m.x()))
        .forEach(m -> byAnalysis.computeIfAbsent(m.analysis(), _ -> new ArrayList<>()).add(m));
    var lines = new ArrayList<String>();
    byAnalysis.forEach(
        (analysis, its) -> {
          lines.addAll(TextTable.of(new AnalysisTable(its, style).cells(analysis), style));
          lines.add("");
        });
    return List.copyOf(lines);
  }

  private List<List<String>> cells(String analysis) {
    var cells = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of(TextTable.printable(analysis), "weights %", "seeds"));
    statistics.forEach(statistic -> head.add(TextTable.printable(statistic)));
    cells.add(head);
    rows.forEach(
        (arm, levels) -> levels.forEach((level, values) -> cells.add(row(arm, level, values))));
    return cells;
  }

  private List<String> row(String arm, int level, SequencedMap<String, List<Measurement>> values) {
    List<Measurement> any = values.firstEntry().getValue();
    double density = any.stream().mapToDouble(Measurement::density).average().orElseThrow();
    boolean dense = level == 0 && arm.equals(Summary.TICKET);
    var row = new ArrayList<String>();
    row.add(dense ? Summary.DENSE : TextTable.printable(arm));
    row.add(Scale.percent(density * 100));
    row.add(Integer.toString(any.size()));
    for (String statistic : statistics) {
      List<Double> its =
          values.getOrDefault(statistic, List.of()).stream().map(Measurement::value).toList();
      row.add(Spread.of(its).map(this::text).orElse(""));
    }
    return row;
  }

  private String text(Spread spread) {
    String mean = RunTables.plain(spread.mean());
    return spread.count() == 1
        ? mean
        : "%s (%s%s%s)"
            .formatted(
                mean,
                RunTables.plain(spread.min()),
                style.unicode() ? "–" : "-",
                RunTables.plain(spread.max()));
  }
}
