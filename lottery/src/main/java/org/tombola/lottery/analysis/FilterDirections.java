package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tombola.lottery.ensemble.Detection;
import org.tombola.lottery.ensemble.Detection.Filters;
import org.tombola.lottery.recipe.Settings;

/// Where the filters of an ensemble's first network point: at its start on the unit circle, at its
/// end as long as they are against the longest. `x` of a finding is the first value of a filter,
/// its value the second.
record FilterDirections() implements Analysis {
  @Override
  public String name() {
    return "filters";
  }

  @Override
  public String about() {
    return "where the filters of a network that detects patterns point, at the start and at the"
               + " end";
  }

  @Override
  public int networks() {
    return 1;
  }

  @Override
  public boolean wantsCourse() {
    return true;
  }

  @Override
  public boolean suits(boolean ensembles) {
    return ensembles;
  }

  @Override
  public void check(Settings settings, Instruments instruments) {
    Patterns.detectors(instruments);
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    Patterns.detectors(instruments);
    var start = new Detection(subjects.getFirst().course().getFirst().weights());
    var end = new Detection(subjects.getFirst().weights());
    double longest = Math.max(longest(end.positive()), longest(end.negative()));
    var findings = new ArrayList<Finding>();
    add(findings, "start-w", start.positive(), 0);
    add(findings, "start-u", start.negative(), 0);
    add(findings, "end-w", end.positive(), longest);
    add(findings, "end-u", end.negative(), longest);
    return findings;
  }

  /// @param unit the length that becomes 1; 0 for every filter's own
  private static void add(List<Finding> findings, String name, Filters filters, double unit) {
    for (int i = 0; i < filters.x().length; i += filters.networks()) {
      double length = length(filters, i);
      if (length > 0) {
        double by = unit > 0 ? unit : length;
        findings.add(new Finding(name, filters.x()[i] / by, filters.y()[i] / by));
      }
    }
  }

  private static double longest(Filters filters) {
    double longest = 0;
    for (int i = 0; i < filters.x().length; i += filters.networks()) {
      longest = Math.max(longest, length(filters, i));
    }
    return longest;
  }

  private static double length(Filters filters, int index) {
    return Math.hypot(filters.x()[index], filters.y()[index]);
  }
}
