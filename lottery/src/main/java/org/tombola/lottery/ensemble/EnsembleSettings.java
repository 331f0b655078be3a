package org.tombola.lottery.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Moment;
import org.tombola.lottery.recipe.Settings;

/// What the settings say when the network is an ensemble: fewer things than of other networks, and
/// what has no meaning must be left alone rather than be ignored.
///
/// @param size of the ensemble
/// @param counts units of the dense network, then those that each round leaves
/// @param steps of a training, each on all points
/// @param rate the learning rate
public record EnsembleSettings(EnsembleSize size, List<Integer> counts, int steps, double rate) {
  /// The examples of `xor`.
  private static final int POINTS = 4;

  private static final List<String> KEYS =
      List.of(
          "recipe",
          "network",
          "dataset",
          "arms",
          "seeds",
          "levels",
          "analyses",
          "init",
          "train.iterations",
          "train.optimizer.lr",
          "prune.criterion",
          "prune.units");

  private static final List<String> KEYS_OF_ARMS =
      List.of(
          "about",
          "levels",
          "mask.of",
          "mask.rounds",
          "mask.at",
          "mask.criterion",
          "weights.rule",
          "weights.amount");

  /// Rules that move weights about would move them from one network to another.
  private static final List<String> RULES =
      List.of("kept", "redrawn", "redrawn-same-signs", "noised");

  /// Checks the settings of an experiment, and takes from them what is about ensembles.
  ///
  /// @throws InvalidSettings if something cannot be, or has no meaning for an ensemble
  /// @throws org.tombola.engine.UnknownName if there is no such criterion of units
  public static EnsembleSettings of(Settings settings) {
    EnsembleSize size = EnsembleSize.parse(settings.network());
    String network = settings.network();
    Family family = size.family();
    require(
        settings.dataset().equals(family.label()),
        "dataset",
        family.label(),
        settings.dataset(),
        network);
    require(settings.init().equals("normal"), "init", "normal", settings.init(), network);
    int batch = settings.train().batch();
    require(
        family != Family.XOR || batch == POINTS,
        "train.batch",
        "4, all points of xor,",
        batch,
        network);
    List<Integer> units = settings.prune().units();
    require(
        units.isEmpty() || units.getFirst() < size.units(),
        "prune.units",
        "below the %d hidden units".formatted(size.units()),
        units,
        network);
    require(
        settings.levels() <= units.size(),
        "levels",
        "at most the %d rounds of prune.units=%s".formatted(units.size(), text(units)),
        settings.levels(),
        network);
    checkKeys(settings, family);
    settings.arm().forEach((name, arm) -> checkArm(name, arm, settings, family));
    var counts = new ArrayList<Integer>();
    counts.add(size.units());
    counts.addAll(units);
    int steps = settings.train().iterations().in(1); // an epoch is one step
    return new EnsembleSettings(
        size, List.copyOf(counts), steps, settings.train().optimizer().lr());
  }

  private static void checkKeys(Settings settings, Family family) {
    Map<String, String> defaults = Settings.ofKeys(Map.of()).toKeys();
    settings
        .toKeys()
        .forEach(
            (key, value) -> {
              String[] parts = key.split("\\.", 3);
              boolean known =
                  (parts[0].equals("arm") && parts.length == 3)
                      ? KEYS_OF_ARMS.contains(parts[2]) || family.keysOfArms().contains(parts[2])
                      : KEYS.contains(key) || family.keys().contains(key);
              if (!known && !value.equals(defaults.get(key))) {
                throw new InvalidSettings(
                    "%s has no meaning for the network %s: leave it out; it is %s"
                        .formatted(key, settings.network(), value));
              }
            });
  }

  private static void checkArm(String name, ArmSettings arm, Settings settings, Family family) {
    UnitScore score = UnitScore.named(arm.mask().over(settings.prune()).criterion());
    List<String> scores = family.scores().stream().map(UnitScore::label).toList();
    require(
        scores.contains(score.label()),
        "arm." + name + ".mask.criterion",
        String.join(" or ", scores),
        score.label(),
        settings.network());
    require(
        RULES.contains(arm.weights().rule()),
        "arm." + name + ".weights.rule",
        String.join(" or ", RULES),
        arm.weights().rule(),
        settings.network());
    Moment at = arm.mask().at();
    require(
        at.isInit() || at.isFinal(),
        "arm." + name + ".mask.at",
        "init or final, the ends of a training,",
        at,
        settings.network());
    boolean random = arm.mask().places().equals("random");
    boolean asked =
        settings.arms().contains(name)
            || settings.arm().values().stream().anyMatch(a -> a.others().contains(name));
    require(
        !random || !asked,
        "arms",
        "those that remove whole units, without one at random places,",
        name,
        settings.network());
  }

  private static String text(List<Integer> units) {
    return units.isEmpty()
        ? "(none)"
        : String.join(",", units.stream().map(String::valueOf).toList());
  }

  private static void require(
      boolean holds, String key, String expected, Object given, String network) {
    if (!holds) {
      throw new InvalidSettings(
          "%s must be %s for the network %s, not %s".formatted(key, expected, network, given));
    }
  }

  /// How the masks of an arm shrink.
  ///
  /// @param criterion the name of a [UnitScore]
  public UnitPruner pruner(String criterion) {
    return new UnitPruner(counts, UnitScore.named(criterion));
  }
}
