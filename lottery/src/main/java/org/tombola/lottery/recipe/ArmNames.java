package org.tombola.lottery.recipe;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.tombola.engine.UnknownName;

/// The names of a recipe's arms: how they look, whom they name, and what their keys say.
final class ArmNames {
  private ArmNames() {}

  /// @throws InvalidSettings unless it can be part of a dotted key and of a folder's name
  static void check(String name) {
    InvalidSettings.require(
        name.matches("[a-z0-9][a-z0-9-]{0,39}"),
        "the name of an arm",
        "'" + name + "'",
        "in lower-case letters, digits and hyphens, at most 40");
  }

  /// @throws UnknownName if an arm takes something of an arm there is not
  /// @throws InvalidSettings if arms take their masks or weights from each other in a circle
  static void checkReferences(Map<String, ArmSettings> arms) {
    arms.forEach(
        (name, arm) -> {
          arm.others().forEach(other -> UnknownName.check("arm", other, arms.keySet()));
          InvalidSettings.require(
              !closure(arm, arms).contains(name),
              "arm." + name,
              arm.others(),
              "an arm that does not come, by way of others, from itself");
        });
  }

  /// All arms that a rule takes something of, directly or not.
  static Set<String> closure(ArmSettings arm, Map<String, ArmSettings> arms) {
    var found = new HashSet<String>();
    var open = new ArrayDeque<>(arm.others());
    while (!open.isEmpty()) {
      String name = open.remove();
      ArmSettings other = arms.get(name);
      if (other != null && found.add(name)) {
        open.addAll(other.others());
      }
    }
    return found;
  }

  /// The keys of an arm that say nothing: those at the default, but for `about`, which shows that
  /// there is such an arm.
  static List<String> silent(String name, SequencedMap<String, String> texts) {
    String prefix = "arm." + name + ".";
    var defaults = Trees.armTexts(ArmSettings.template(name));
    return texts.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .filter(
            entry -> {
              String key = entry.getKey().substring(prefix.length());
              return (ArmSettings.isBuiltIn(name) || !key.equals("about"))
                  && entry.getValue().equals(defaults.get(key));
            })
        .map(Map.Entry::getKey)
        .toList();
  }

  /// What makes each arm what it is, as text: nothing for the built-in ones, and for another one
  /// its keys and those of the arms it takes something of.
  static SequencedMap<String, String> definitions(Map<String, ArmSettings> arms) {
    var texts = new LinkedHashMap<String, String>();
    arms.forEach(
        (name, arm) -> {
          if (!ArmSettings.isBuiltIn(name)) {
            texts.put(
                name,
                keys("own", arm)
                    + closure(arm, arms).stream()
                        .filter(other -> !ArmSettings.isBuiltIn(other))
                        .sorted()
                        .map(other -> keys(other, arms.getOrDefault(other, ArmSettings.DEFAULTS)))
                        .collect(Collectors.joining()));
          }
        });
    return texts;
  }

  private static String keys(String name, ArmSettings arm) {
    var defaults = Trees.armTexts(ArmSettings.DEFAULTS);
    return Trees.armTexts(arm.rule()).entrySet().stream()
        .filter(entry -> !entry.getValue().equals(defaults.get(entry.getKey())))
        .map(entry -> "%s.%s=%s\n".formatted(name, entry.getKey(), entry.getValue()))
        .collect(Collectors.joining());
  }
}
