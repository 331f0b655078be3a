package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.require;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Everything that decides the numbers of an experiment: complete, immutable, valid. Which machine
/// computes it, with how many threads and where the result goes is not here, because it must not
/// matter.
///
/// `arms`, `seeds` and `levels` span the grid of cells; the rest is the same in all of them and is
/// what [Identity] compares.
///
/// @param recipe the recipe these settings started from
/// @param network a name of the network registry
/// @param init how its weights are first drawn
/// @param normInit how its batch normalisations start, see [org.tombola.nn.NormInit]
/// @param dataset a name of the data set registry
/// @param arms the experiment's rules, in the order given
/// @param seeds the replicates
/// @param levels pruning rounds after the dense network; 0 trains the dense network alone
public record Settings(
    String recipe,
    String network,
    String init,
    String normInit,
    String dataset,
    List<String> arms,
    Seeds seeds,
    int levels,
    TrainSettings train,
    DataSettings data,
    PruneSettings prune) {
  /// What a key is when neither recipe nor command says otherwise. A key added later gets a default
  /// that changes nothing, so that older identities stand.
  static final Settings DEFAULTS =
      new Settings(
          "none",
          "lenet-300-100",
          "glorot-normal",
          "one",
          "digits",
          List.of("ticket"),
          new Seeds(List.of(0)),
          0,
          TrainSettings.DEFAULTS,
          DataSettings.DEFAULTS,
          PruneSettings.DEFAULTS);

  public Settings {
    arms = List.copyOf(arms);
    require(!arms.isEmpty(), "arms", "empty", "at least one arm");
    require(new HashSet<>(arms).size() == arms.size(), "arms", arms, "without repetition");
    require(levels >= 0 && levels <= 99, "levels", levels, "in 0 .. 99");
  }

  /// Every dotted key and its value as text, sorted; what [#ofKeys] takes back. Lists are joined by
  /// commas.
  public SequencedMap<String, String> toKeys() {
    var texts = new TreeMap<String, String>();
    Trees.leaves(Trees.of(this)).forEach((key, value) -> texts.put(key, Trees.text(value)));
    return texts;
  }

  /// The defaults with some keys given as text.
  ///
  /// @throws InvalidSettings if a value cannot be, naming its key
  /// @throws org.tombola.engine.UnknownName if there is no such key
  public static Settings ofKeys(Map<String, String> texts) {
    return Trees.bind(Trees.with(DEFAULTS, texts));
  }
}
