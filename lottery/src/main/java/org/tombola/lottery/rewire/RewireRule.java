package org.tombola.lottery.rewire;

import java.util.Arrays;
import java.util.List;
import org.tombola.engine.UnknownName;

/// How a mask changes during training.
public enum RewireRule {
  NONE("none", "the mask stays as it is"),
  SET("set", "the smallest weights of each layer go, as many others come at random"),
  RIGL("rigl", "the smallest weights go, those with the largest gradient come"),
  SNFS("snfs", "the smallest weights go, those with the largest averaged gradient come"),
  GRADUAL("gradual", "from the dense network the smallest weights go, fewer each time"),
  GRADUAL_RANDOM("gradual-random", "from the dense network any weights go, fewer each time"),
  STR("str", "weights are drawn to 0 by a threshold of each layer, which is trained too"),
  VARIATIONAL_DROPOUT(
      "variational-dropout", "weights carry noise, trained at a price; those that drown in it go"),
  L0("l0", "each weight has a gate, trained at a price; those with closed gates go"),
  EDGE_POPUP("edge-popup", "weights stand still; those with the largest trained scores are there"),
  SUPERMASK("supermask", "weights stand still; each is there with a trained probability"),
  SUPERMASK_RESCALED("supermask-rescaled", "the same, each layer times its size over its ones");

  private final String label;
  private final String about;

  RewireRule(String label, String about) {
    this.label = label;
    this.about = about;
  }

  /// The name in a recipe.
  public String label() {
    return label;
  }

  /// One line.
  public String about() {
    return about;
  }

  /// Whether something else is trained in place of the weights, from which they follow.
  public boolean learns() {
    return switch (this) {
      case STR, VARIATIONAL_DROPOUT, L0, EDGE_POPUP, SUPERMASK, SUPERMASK_RESCALED -> true;
      case NONE, SET, RIGL, SNFS, GRADUAL, GRADUAL_RANDOM -> false;
    };
  }

  /// Whether the weights stay as they are at first, and only a choice among them is trained.
  public boolean standsStill() {
    return this == EDGE_POPUP || this == SUPERMASK || this == SUPERMASK_RESCALED;
  }

  /// Whether the mask is drawn anew each time.
  public boolean draws() {
    return this == SUPERMASK || this == SUPERMASK_RESCALED;
  }

  /// Whether a mask loses weights until it has the numbers asked for.
  public boolean shrinks() {
    return this == GRADUAL || this == GRADUAL_RANDOM;
  }

  /// Whether training begins with all weights.
  public boolean startsDense() {
    return shrinks() || learns();
  }

  /// The rule of that name.
  ///
  /// @throws UnknownName with the nearest name
  public static RewireRule named(String label) {
    return Arrays.stream(values())
        .filter(rule -> rule.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new UnknownName("rewire rule", label, labels()));
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(RewireRule::label).toList();
  }
}
