package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.lottery.ensemble.Detection;
import org.tombola.lottery.ensemble.Detection.Filters;
import org.tombola.lottery.recipe.Settings;

/// Where the filters of an ensemble's first network point: at its start on the unit circle, at its
/// end as long as they are against the longest of their class. `x` of a finding is the first value
/// of a filter, its value the second.
record FilterDirections() implements Analysis {
  @Override
  public Question question() {
    return Question.of(
            "filters",
            "where the filters of a network that detects patterns point, at the start and at the"
                + " end")
        .wanting(Want.COURSE)
        .ofEnsembles();
  }

  @Override
  public void check(Settings settings, Instruments instruments) {
    Patterns.detectors(instruments);
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    var start = new Detection(subjects.getFirst().course().getFirst().weights());
    var end = new Detection(subjects.getFirst().weights());
    var findings = new ArrayList<Finding>();
    add(findings, "start-w", start.positive(), false);
    add(findings, "start-u", start.negative(), false);
    add(findings, "end-w", end.positive(), true);
    add(findings, "end-u", end.negative(), true);
    return findings;
  }

  /// @param lengths whether only the longest becomes 1, or else every filter
  private static void add(List<Finding> findings, String name, Filters filters, boolean lengths) {
    int[] its = IntStream.range(0, filters.units()).map(i -> i * filters.networks()).toArray();
    double longest = IntStream.of(its).mapToDouble(i -> length(filters, i)).max().orElse(0);
    for (int i : its) {
      double by = lengths ? longest : length(filters, i);
      if (length(filters, i) > 0) {
        findings.add(new Finding(name, filters.x(i) / by, filters.y(i) / by));
      }
    }
  }

  private static double length(Filters filters, int index) {
    return Math.hypot(filters.x(index), filters.y(index));
  }
}
