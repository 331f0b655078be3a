package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.tombola.lottery.count.LayerCount;

/// The denominators: what "weights %" would be over other sets, and what is left to compute.
final class CountsTable {
  static final String CAPTION =
      "Weights are those of all prunable layers; \"without exempt\" leaves out the layers that"
          + " pruning does not touch. A dead unit has no weight left. Operations are those of one"
          + " example's forward pass in these layers, a multiply-add being two; biases and"
          + " normalisations are not counted. Mean over seeds.";

  static final List<String> HEADS =
      List.of(
          "arm",
          "round",
          "weights",
          "kept",
          "%",
          "% without exempt",
          "dead units",
          "of",
          "MFLOP dense",
          "MFLOP sparse",
          "%");

  private CountsTable() {}

  /// A line an arm and level.
  static List<List<String>> lines(List<CountRow> rows) {
    var groups = new LinkedHashMap<List<String>, List<LayerCount>>();
    for (CountRow row : rows) {
      groups
          .computeIfAbsent(
              List.of(row.arm(), Integer.toString(row.level())), _ -> new ArrayList<>())
          .add(row.layer());
    }
    var lines = new ArrayList<List<String>>();
    groups.forEach((key, layers) -> lines.add(line(key, layers)));
    return lines;
  }

  /// Sums over the layers of all seeds: as many networks as the first layer comes up.
  private static List<String> line(List<String> key, List<LayerCount> layers) {
    String first = layers.getFirst().name();
    double networks = layers.stream().filter(layer -> layer.name().equals(first)).count();
    List<LayerCount> ranked = layers.stream().filter(layer -> !layer.exempt()).toList();
    double dense = sum(layers, LayerCount::denseFlops) / networks;
    double sparse = sum(layers, LayerCount::sparseFlops) / networks;
    var cells = new ArrayList<>(key);
    cells.add(whole(sum(layers, LayerCount::weights) / networks));
    cells.add(whole(sum(layers, LayerCount::kept) / networks));
    cells.add(share(sum(layers, LayerCount::kept), sum(layers, LayerCount::weights)));
    cells.add(share(sum(ranked, LayerCount::kept), sum(ranked, LayerCount::weights)));
    cells.add(whole(sum(layers, LayerCount::deadUnits) / networks));
    cells.add(whole(sum(layers, LayerCount::units) / networks));
    cells.add(mega(dense));
    cells.add(mega(sparse));
    cells.add(share(sparse, dense));
    return List.copyOf(cells);
  }

  private static double sum(List<LayerCount> layers, ToLongFunction<LayerCount> of) {
    return layers.stream().mapToLong(of).sum();
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String mega(double flops) {
    return String.format(Locale.ROOT, "%.3g", flops * 1e-6);
  }

  private static String share(double part, double all) {
    return all == 0 ? "" : Scale.percent(100 * part / all);
  }
}
