package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.tombola.lottery.arm.Arm;
import org.tombola.lottery.arm.Arms;

/// The rows of a run, averaged over seeds: for every arm its levels, for every level its spreads.
///
/// The *dense* point is level 0: of the arm named `dense` or else `ticket` where it has one, or
/// else of the first arm that has one. Arms keep the order in which a paper lists them: tickets
/// first, then the controls by name.
record Summary(SequencedMap<String, List<Point>> arms, Optional<Point> dense) {

  /// One arm at one level. `density` is the mean over seeds of surviving / all prunable weights.
  record Point(int level, double density, Map<Metric, Spread> spreads) {
    Optional<Spread> spread(Metric metric) {
      return Optional.ofNullable(spreads.get(metric));
    }

    /// The mean over seeds; NaN when nothing was measured.
    double mean(Metric metric) {
      return spread(metric).map(Spread::mean).orElse(Double.NaN);
    }
  }

  /// What tables call level 0.
  static final String DENSE = "dense";

  static final String TICKET = "ticket";

  /// What an arm is called where it is not pruned.
  static String atStart(String arm) {
    return arm.equals(TICKET) ? DENSE : arm;
  }

  static Summary of(List<ResultRow> rows) {
    var byArm = new TreeMap<String, TreeMap<Integer, List<ResultRow>>>(Summary::order);
    for (ResultRow row : rows) {
      byArm
          .computeIfAbsent(row.arm(), _ -> new TreeMap<>())
          .computeIfAbsent(row.level(), _ -> new ArrayList<>())
          .add(row);
    }
    var arms = new LinkedHashMap<String, List<Point>>();
    byArm.forEach(
        (arm, levels) -> {
          var points = new ArrayList<Point>();
          levels.forEach((level, at) -> points.add(point(level, at)));
          arms.put(arm, List.copyOf(points));
        });
    return new Summary(arms, dense(arms.values()));
  }

  /// The arms drawn as lines, in their order.
  List<String> lines() {
    return List.copyOf(arms.keySet());
  }

  List<Point> points(String arm) {
    return arms.getOrDefault(arm, List.of());
  }

  /// The pruned points of an arm: level 1 and later.
  List<Point> pruned(String arm) {
    return points(arm).stream().filter(p -> !isDense(p)).toList();
  }

  /// Every level of every arm once, densest first.
  List<Double> densities() {
    var byLevel = new TreeMap<Integer, Double>();
    arms.values().forEach(ps -> ps.forEach(p -> byLevel.putIfAbsent(p.level(), p.density())));
    return List.copyOf(byLevel.values());
  }

  private static Point point(int level, List<ResultRow> rows) {
    var spreads = new EnumMap<Metric, Spread>(Metric.class);
    for (Metric metric : Metric.values()) {
      Spread.of(rows.stream().map(metric::of).toList()).ifPresent(s -> spreads.put(metric, s));
    }
    double density = rows.stream().mapToDouble(ResultRow::density).average().orElse(Double.NaN);
    return new Point(level, density, spreads);
  }

  private static Optional<Point> dense(Collection<List<Point>> arms) {
    // Arms are already in order: dense, ticket, then the rest.
    return arms.stream().flatMap(List::stream).filter(Summary::isDense).findFirst();
  }

  private static boolean isDense(Point point) {
    return point.level() == 0;
  }

  private static int order(String a, String b) {
    int rank = Integer.compare(rank(a), rank(b));
    return rank != 0 ? rank : a.compareTo(b);
  }

  /// The place in the registry; what is not there comes last.
  private static int rank(String arm) {
    List<String> names = Arms.all().stream().map(Arm::name).toList();
    return names.contains(arm) ? names.indexOf(arm) : names.size();
  }
}
