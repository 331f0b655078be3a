package org.tombola.lottery.recipe;

import java.util.List;
import java.util.SequencedMap;
import org.tombola.engine.UnknownName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An experiment of the literature as data: settings, and the scales at which they can be run.
///
/// @param name what the command line takes
/// @param about one line
/// @param source where the protocol was published
/// @param base the recipe's own settings, over the defaults
/// @param scales name to dotted keys and values
/// @param claims what the source says, to be held against the results
public record Recipe(
    String name,
    String about,
    String source,
    Settings base,
    SequencedMap<String, SequencedMap<String, JsonNode>> scales,
    List<Claim> claims) {

  /// The settings of a run. Later layers win: recipe, scale, `overrides` in their order. The
  /// command line's own options (`seeds`, `levels`, `arms`, `dataset`) come before its `--set`
  /// keys.
  ///
  /// @param overrides dotted key to value as text
  /// @throws InvalidSettings if a value cannot be, naming its key
  /// @throws UnknownName if there is no such scale or key
  public Settings settings(String scale, SequencedMap<String, String> overrides) {
    var scaled = scales.get(scale);
    if (scaled == null) {
      throw new UnknownName("scale", scale, scales.keySet());
    }
    ObjectNode tree = Trees.of(base);
    Trees.set(tree, scaled);
    if (overrides.containsKey("recipe")) {
      throw new InvalidSettings("recipe cannot be set; name another recipe instead");
    }
    Settings settings = Trees.bind(tree);
    return Trees.bind(Trees.with(settings, overrides));
  }

  /// The scale that is meant when none is named: `quick`, or else the first.
  public String defaultScale() {
    return scales.containsKey("quick") ? "quick" : scales.firstEntry().getKey();
  }

  /// Every dotted key that can be set.
  public static List<String> keys() {
    return Trees.keys(Trees.defaults());
  }
}
