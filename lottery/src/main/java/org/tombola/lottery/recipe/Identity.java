package org.tombola.lottery.recipe;

import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.tombola.datasets.Checksums;

/// What makes two runs the same experiment: all settings but the grid (`arms`, `seeds`, `levels`)
/// and what the arms are (`arm.*`), so that a run can be widened in its folder, and but what
/// changes no training: the analyses of finished cells and `train.checkpoint-every`.
///
/// The hash covers the canonical text: the keys whose value is not the default, sorted, one
/// `key=value` a line. A key added later with a neutral default therefore moves no hash.
///
/// What an arm is belongs to its cells: see [#definition].
///
/// @param values dotted key to value, every key
/// @param definitions arm to what makes it what it is; the built-in ones have none
public record Identity(
    SequencedMap<String, String> values, SequencedMap<String, String> definitions) {
  private static final Set<String> APART =
      Set.of("arms", "seeds", "levels", "analyses", "train.checkpoint-every");

  /// Without arms.
  public Identity(SequencedMap<String, String> values) {
    this(values, new TreeMap<>());
  }

  public static Identity of(Settings settings) {
    var values = settings.toKeys();
    APART.forEach(values::remove);
    values.keySet().removeIf(key -> key.startsWith("arm.") || key.startsWith("analysis."));
    return new Identity(values, ArmNames.definitions(settings.arm()));
  }

  /// What makes an arm what it is, a `key=value` a line; empty for a built-in one.
  public String definition(String arm) {
    return definitions.getOrDefault(arm, "");
  }

  /// [#definition] in one line.
  public String line(String arm) {
    String text = definition(arm).strip();
    return text.isEmpty() ? "the plain ticket" : text.replace('\n', ' ');
  }

  /// One `key=value` a line for every key that is not at its default.
  public String canonical() {
    var defaults = of(Settings.DEFAULTS).values;
    var lines = new StringBuilder();
    values.forEach(
        (key, value) -> {
          if (!value.equals(defaults.get(key))) {
            lines.append(key).append('=').append(value).append('\n');
          }
        });
    return lines.toString();
  }

  /// SHA-256 of [#canonical] followed by `part`, in hexadecimal.
  ///
  /// @param part what is hashed besides the settings, for example a cell; empty for nothing
  public String hash(String part) {
    return Checksums.of(canonical() + part);
  }

  /// The first key in which `other` differs, like `train.batch is 60 there and 32 here`, if any.
  public Optional<String> difference(Identity other) {
    var keys = new TreeMap<>(values);
    keys.putAll(other.values);
    var defaults = of(Settings.DEFAULTS).values;
    for (String key : keys.keySet()) {
      // What was written before there was the key had its default.
      String otherwise = defaults.getOrDefault(key, "its default");
      String there = values.getOrDefault(key, otherwise);
      String here = other.values.getOrDefault(key, otherwise);
      if (!there.equals(here)) {
        return Optional.of("%s is %s there and %s here".formatted(key, there, here));
      }
    }
    return Optional.empty();
  }
}
