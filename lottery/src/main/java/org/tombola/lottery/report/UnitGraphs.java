package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tombola.lottery.claim.Measurement;

/// Units that look the same way, as graphs with a slider over the training: `graph.js` draws them
/// and lets forces lay them out. They are on the page alone, for what does not move is no such
/// graph. Of each network the first seed's.
final class UnitGraphs {
  private static final String EDGE = "edge-of-";
  private static final String NORM = "norm-of-";
  private static final String GROUP = "group-of-units";

  /// What the page says about them.
  static final String CAPTION =
      "In a graph a dot is a unit, the larger the longer its weight vector. Units that look the"
          + " same way are joined and draw each other near; all others push each other away."
          + " Colours are groups of units that look the same way at the end. The slider goes"
          + " through the training.";

  private UnitGraphs() {}

  /// One graph.
  ///
  /// @param name of the elements of the page
  /// @param units their indices in the layer, each with its group
  /// @param moments in the order of their epochs
  record Graph(String name, String title, TreeMap<Integer, Integer> units, List<Moment> moments) {}

  /// What the graph is at some time of the training.
  ///
  /// @param norms of the units, in their order
  /// @param edges two places in that order, and the weight of what joins them
  record Moment(double epoch, List<Double> norms, List<List<Number>> edges) {}

  /// Whether these graphs show a measurement, so that it needs no figure of its own.
  static boolean shows(Measurement m) {
    return m.statistic().startsWith(EDGE)
        || m.statistic().startsWith(NORM)
        || m.statistic().equals(GROUP);
  }

  /// Empty where nobody asked for them.
  static List<Graph> of(List<NamedRun> runs) {
    var graphs = new ArrayList<Graph>();
    for (NamedRun run : runs) {
      var networks = new LinkedHashMap<String, List<Measurement>>();
      for (Measurement m : run.data().analyses()) {
        if (shows(m)) {
          String name = FigureName.of(run.name(), m.analysis(), m.arm(), "level-" + m.level());
          networks.computeIfAbsent(name, _ -> new ArrayList<>()).add(m);
        }
      }
      networks.forEach((name, its) -> graphs.add(graph(run, name, its)));
    }
    return graphs;
  }

  private static Graph graph(NamedRun run, String name, List<Measurement> all) {
    long seed = all.stream().mapToLong(Measurement::seed).min().orElseThrow();
    List<Measurement> its = all.stream().filter(m -> m.seed() == seed).toList();
    var units = new TreeMap<Integer, Integer>();
    its.stream()
        .filter(m -> m.statistic().equals(GROUP))
        .forEach(m -> units.put((int) m.x(), (int) m.value()));
    var places = new LinkedHashMap<String, Integer>();
    units.keySet().forEach(unit -> places.put(unit.toString(), places.size()));
    var epochs = new TreeMap<Double, List<Measurement>>();
    its.stream()
        .filter(m -> !m.statistic().equals(GROUP))
        .forEach(m -> epochs.computeIfAbsent(m.x(), _ -> new ArrayList<>()).add(m));
    var moments = new ArrayList<Moment>();
    epochs.forEach((epoch, at) -> moments.add(moment(epoch, at, places)));
    Measurement any = its.getFirst();
    String title =
        "Units that look the same way: %s, %s %% of the weights left"
            .formatted(run.of(any.arm()), Scale.percent(100 * any.density()));
    return new Graph(name, title, units, moments);
  }

  private static Moment moment(double epoch, List<Measurement> at, Map<String, Integer> places) {
    Double[] norms = new Double[places.size()];
    Arrays.fill(norms, 0.0);
    var edges = new ArrayList<List<Number>>();
    for (Measurement m : at) {
      if (m.statistic().startsWith(NORM)) {
        Optional.ofNullable(places.get(m.statistic().substring(NORM.length())))
            .ifPresent(place -> norms[place] = m.value());
      } else {
        String[] ends = m.statistic().substring(EDGE.length()).split("-", -1);
        Integer i = places.get(ends[0]);
        Integer j = places.get(ends[ends.length - 1]);
        if (i != null && j != null) {
          edges.add(List.of(i, j, m.value()));
        }
      }
    }
    return new Moment(epoch, List.of(norms), edges);
  }

  /// All graphs as the data of `graph.js`, which may stand inside a script element.
  static String json(List<Graph> graphs) {
    return Chart.text(graphs.stream().map(UnitGraphs::object).toList());
  }

  private static Map<String, Object> object(Graph graph) {
    var object = new LinkedHashMap<String, Object>();
    object.put("name", graph.name);
    object.put("title", graph.title);
    object.put(
        "units",
        graph.units.entrySet().stream().map(e -> List.of(e.getKey(), e.getValue())).toList());
    int groups = 1 + graph.units.values().stream().mapToInt(group -> group).max().orElse(0);
    object.put(
        "colours",
        IntStream.range(0, groups)
            .mapToObj(Look::nth)
            .map(look -> List.of(look.colour(), look.bright()))
            .toList());
    object.put(
        "moments",
        graph.moments.stream()
            .map(m -> Map.of("epoch", m.epoch, "norms", m.norms, "edges", m.edges))
            .toList());
    return object;
  }
}
