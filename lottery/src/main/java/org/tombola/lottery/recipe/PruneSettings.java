package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.oneOf;
import static org.tombola.lottery.recipe.InvalidSettings.require;

import java.util.List;

/// Keys `prune.*`: what one round removes.
///
/// With the scope `global` one ranking runs over all layers, so the output layer either takes part
/// (`output-fraction` equal to `fraction`) or is kept whole (`output-fraction` 0).
///
/// @param criterion how weights are ranked; the lowest go
/// @param scope `layerwise` or `global`
/// @param fraction of the surviving weights removed in a round
/// @param outputFraction the same for the output layer
/// @param convFraction the same for convolutions, with the scope `layerwise`; 0 for `fraction`
/// @param shortcuts whether the convolutions of residual networks' shortcuts are `pruned`, or
///   `kept`
/// @param units how many hidden units each round leaves, for networks that are pruned by unit; none
///   of the other keys but `criterion` is about them
/// @param structure whether single `weights` go, or whole `filters` of convolutions with what reads
///   them, or all `units`, those of hidden linear layers too, or whatever makes the network
///   `narrow`, a small dense one; of filters and units `fraction` (or `conv-fraction`) is the part
///   of each layer's that a round removes, and other layers lose nothing but the inputs that are
///   gone
public record PruneSettings(
    String criterion,
    String scope,
    double fraction,
    double outputFraction,
    double convFraction,
    String shortcuts,
    List<Integer> units,
    String structure) {
  public static final String FILTERS = "filters";
  public static final String UNITS = "units";
  public static final String NARROW = "narrow";

  static final PruneSettings DEFAULTS = new PruneSettings("magnitude", "layerwise", 0.2, 0.2);

  /// All hidden layers alike.
  public PruneSettings(String criterion, String scope, double fraction, double outputFraction) {
    this(criterion, scope, fraction, outputFraction, 0, "pruned", List.of());
  }

  /// By single weights.
  public PruneSettings(
      String criterion,
      String scope,
      double fraction,
      double outputFraction,
      double convFraction,
      String shortcuts,
      List<Integer> units) {
    this(criterion, scope, fraction, outputFraction, convFraction, shortcuts, units, "weights");
  }

  public PruneSettings {
    require(
        scope.equals("layerwise") || scope.equals("global"),
        "prune.scope",
        scope,
        "layerwise or global");
    require(fraction > 0 && fraction < 1, "prune.fraction", fraction, "above 0 and below 1");
    require(
        outputFraction >= 0 && outputFraction < 1,
        "prune.output-fraction",
        outputFraction,
        "at least 0 and below 1");
    require(
        !scope.equals("global") || outputFraction == 0 || outputFraction == fraction,
        "prune.output-fraction",
        outputFraction,
        "0 (output layer kept whole) or equal to prune.fraction when prune.scope is global");
    require(
        convFraction == 0 || (convFraction > 0 && convFraction < 1 && scope.equals("layerwise")),
        "prune.conv-fraction",
        convFraction,
        "0, or above 0 and below 1 when prune.scope is layerwise");
    oneOf("prune.shortcuts", shortcuts, "pruned", "kept");
    oneOf("prune.structure", structure, "weights", FILTERS, UNITS, NARROW);
    units = List.copyOf(units);
    for (int i = 0; i < units.size(); i++) {
      require(
          units.get(i) >= 1 && (i == 0 || units.get(i) < units.get(i - 1)),
          "prune.units",
          units,
          "numbers of at least 1, each below the one before");
    }
  }

  /// Whether whole filters go, or whole units of any kind.
  public boolean filters() {
    return structure.equals(FILTERS) || structure.equals(UNITS);
  }

  public boolean narrow() {
    return structure.equals(NARROW);
  }
}
