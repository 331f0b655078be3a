package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.require;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Everything that decides the numbers of an experiment: complete, immutable, valid. Which machine
/// computes it, with how many threads and where the result goes is not here, because it must not
/// matter.
///
/// `arms`, `seeds` and `levels` span the grid of cells; `arm` says what the arms are; the rest is
/// the same in all cells and is what [Identity] compares.
///
/// @param recipe the recipe these settings started from
/// @param network a name of the network registry
/// @param init how its weights are first drawn
/// @param normInit how its batch normalisations start, see [org.tombola.nn.NormInit]
/// @param dataset a name of the data set registry
/// @param arms the experiment's arms, in the order given
/// @param arm what each of them is, by name; the built-in ones are always there
/// @param seeds the replicates
/// @param analyses what is found out from finished cells, like `barrier child-1 child-2`
/// @param levels pruning rounds after the dense network; 0 trains the dense network alone
public record Settings(
    String recipe,
    String network,
    String init,
    String normInit,
    String dataset,
    List<String> arms,
    SequencedMap<String, ArmSettings> arm,
    Seeds seeds,
    int levels,
    TrainSettings train,
    DataSettings data,
    PruneSettings prune,
    List<String> analyses,
    AnalysisSettings analysis) {
  /// An arm and all those that it takes something of, directly or not: also those that are never
  /// trained, since a mask made before training needs no network of its own.
  public SortedSet<String> behind(String name) {
    var names = new TreeSet<String>(List.of(name));
    names.addAll(ArmNames.closure(arm.getOrDefault(name, ArmSettings.DEFAULTS), arm));
    return names;
  }

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
          ArmSettings.BUILT_IN,
          new Seeds(List.of(0)),
          0,
          TrainSettings.DEFAULTS,
          DataSettings.DEFAULTS,
          PruneSettings.DEFAULTS,
          List.of(),
          AnalysisSettings.DEFAULTS);

  public Settings {
    arms = List.copyOf(arms);
    require(!arms.isEmpty(), "arms", "empty", "at least one arm");
    require(new HashSet<>(arms).size() == arms.size(), "arms", arms, "without repetition");
    arm = checked(arm);
    analyses = List.copyOf(analyses);
    require(levels >= 0 && levels <= 99, "levels", levels, "in 0 .. 99");
  }

  private static SequencedMap<String, ArmSettings> checked(SequencedMap<String, ArmSettings> arm) {
    var arms = new LinkedHashMap<>(ArmSettings.BUILT_IN);
    arms.putAll(arm);
    arms.forEach(
        (name, settings) -> {
          ArmNames.check(name);
          require(
              !ArmSettings.isBuiltIn(name)
                  || settings.rule().equals(ArmSettings.template(name).rule()),
              "arm." + name,
              "changed",
              "what it is everywhere but for its levels; give an arm of your own another name");
        });
    ArmNames.checkReferences(arms);
    return Collections.unmodifiableSequencedMap(arms);
  }

  /// Every dotted key and its value as text, sorted; what [#ofKeys] takes back. Lists are joined by
  /// commas. Of an arm, its `about` and the keys that are not at their default.
  public SequencedMap<String, String> toKeys() {
    var texts = new TreeMap<String, String>();
    Trees.leaves(Trees.of(this)).forEach((key, value) -> texts.put(key, Trees.text(value)));
    arm.keySet().forEach(name -> texts.keySet().removeAll(ArmNames.silent(name, texts)));
    return texts;
  }

  /// The defaults with some keys given as text.
  ///
  /// @throws InvalidSettings if a value cannot be, naming its key
  /// @throws org.tombola.engine.UnknownName if there is no such key
  public static Settings ofKeys(Map<String, String> texts) {
    return Trees.bind(Trees.complete(texts));
  }
}
