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
  GRADUAL("gradual", "from the dense network the smallest weights go, fewer each time");

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
