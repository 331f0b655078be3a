package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.require;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Keys `arm.<name>.*`: an arm as data. Which mask, from which start weights, by which part of the
/// schedule, which parameters, on which data; each of them may be any, whatever the others are.
///
/// @param about one line
/// @param levels at which it is run; empty for all of the experiment
/// @param mask where the mask comes from
/// @param weights where the start weights come from
/// @param schedule which part of the training is gone through
/// @param trainable which parameters are trained, see `Trainable`
/// @param data what it is trained on
/// @param train how it is trained where the recipe trains otherwise
/// @param rewire how the mask changes during training
public record ArmSettings(
    String about,
    List<Integer> levels,
    MaskSettings mask,
    StartSettings weights,
    CourseSettings schedule,
    String trainable,
    ArmDataSettings data,
    ArmTrainSettings train,
    RewireSettings rewire) {
  /// Iterative magnitude pruning, rewound to its initialisation.
  static final ArmSettings DEFAULTS =
      new ArmSettings(
          "",
          List.of(),
          new MaskSettings("own", "iterative", Moment.FINAL, "recipe", "recipe", "scored"),
          new StartSettings("own", Moment.INIT, "kept", 0),
          new CourseSettings(Moment.INIT, Moment.FINAL, "schedule", "fresh"),
          "all",
          ArmDataSettings.RECIPE,
          ArmTrainSettings.RECIPE,
          RewireSettings.NONE);

  /// The arms that every recipe has: the ticket, and the controls of Frankle and Carbin 2019.
  static final SequencedMap<String, ArmSettings> BUILT_IN = builtInArms();

  public ArmSettings {
    levels = List.copyOf(levels);
    require(
        levels.stream().allMatch(level -> level >= 0 && level <= 99),
        "arm.levels",
        levels,
        "in 0 .. 99");
    require(
        train.leavesDense()
            || !weights.of().equals("own")
            || weights.at().isInit()
            || weights.at().isFinal(),
        "arm.weights.at",
        weights.at(),
        "init or final where arm.train has a batch, optimizer, weight-decay, scale-penalty or"
            + " margin of its own, for the recipe's dense network is trained otherwise; take"
            + " another's, weights: {of: ARM, level: dense, at:"
            + " %s}".formatted(weights.at()));
    require(
        rewire.isNone() || weights.pruned().equals(StartSettings.ZERO),
        "arm.weights.pruned",
        weights.pruned(),
        "zero where arm.rewire.rule changes the mask");
    require(
        rewire.isNone() || train.repel() == 0,
        "arm.train.repel",
        train.repel(),
        "0 where arm.rewire.rule changes the mask");
  }

  private static SequencedMap<String, ArmSettings> builtInArms() {
    MaskSettings own = DEFAULTS.mask;
    var tickets = new MaskSettings("ticket", own.rounds(), own.at(), "recipe", "recipe", "scored");
    var shuffled = new MaskSettings("ticket", own.rounds(), own.at(), "recipe", "recipe", "random");
    var once = new MaskSettings("own", "one-shot", own.at(), "recipe", "recipe", "scored");
    var redrawn = new StartSettings("own", Moment.INIT, "redrawn", 0);
    var arms = new LinkedHashMap<String, ArmSettings>();
    arms.put(
        "ticket",
        plain("pruned round by round, rewound to its initial weights", own, DEFAULTS.weights));
    arms.put("reinit", plain("the ticket's mask with redrawn weights", tickets, redrawn));
    arms.put(
        "rearranged",
        plain(
            "the ticket's count in each layer, at random places, with redrawn weights",
            shuffled,
            redrawn));
    arms.put(
        "oneshot",
        plain(
            "the dense network pruned once to the ticket's counts, rewound",
            once,
            DEFAULTS.weights));
    return arms;
  }

  private static ArmSettings plain(String about, MaskSettings mask, StartSettings weights) {
    return new ArmSettings(
        about,
        List.of(),
        mask,
        weights,
        DEFAULTS.schedule,
        DEFAULTS.trainable,
        DEFAULTS.data,
        DEFAULTS.train,
        DEFAULTS.rewire);
  }

  /// What an arm of that name is when nothing is said about it.
  static ArmSettings template(String name) {
    return BUILT_IN.getOrDefault(name, DEFAULTS);
  }

  /// Whether every recipe has an arm of that name, which means the same everywhere.
  public static boolean isBuiltIn(String name) {
    return BUILT_IN.containsKey(name);
  }

  /// The built-in arms by name, in the order of the papers.
  public static SequencedMap<String, ArmSettings> builtIn() {
    return new LinkedHashMap<>(BUILT_IN);
  }

  /// The arms whose masks or weights it takes.
  public List<String> others() {
    return Stream.of(mask.of(), weights.of()).filter(of -> !of.equals("own")).distinct().toList();
  }

  /// What is said of its dense networks, but for a start rule: the rest at its default. Arms of
  /// which the same is said train them alike.
  public ArmSettings dense() {
    var start = new StartSettings(weights.of(), weights.at(), "kept", 0, "zero", weights.level());
    return new ArmSettings(
        "", List.of(), DEFAULTS.mask, start, schedule, trainable, data, train.ofDense(), rewire);
  }

  /// The same but for what is only about the grid and for the reader.
  ArmSettings rule() {
    return new ArmSettings("", List.of(), mask, weights, schedule, trainable, data, train, rewire);
  }
}
