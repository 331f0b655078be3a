package org.tombola.lottery.recipe;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/// What makes two runs the same experiment: all settings but the grid (`arms`, `seeds`, `levels`),
/// so that a run can be widened in its folder, and but `train.checkpoint-every`, which changes no
/// number.
///
/// The hash covers the canonical text: the keys whose value is not the default, sorted, one
/// `key=value` a line. A key added later with a neutral default therefore moves no hash.
///
/// @param values dotted key to value, every key
public record Identity(SequencedMap<String, String> values) {
  private static final Set<String> APART =
      Set.of("arms", "seeds", "levels", "train.checkpoint-every");

  public static Identity of(Settings settings) {
    var values = settings.toKeys();
    APART.forEach(values::remove);
    return new Identity(values);
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
    try {
      byte[] text = (canonical() + part).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The first key in which `other` differs, like `train.batch is 60 there and 32 here`, if any.
  public Optional<String> difference(Identity other) {
    var keys = new TreeMap<>(values);
    keys.putAll(other.values);
    for (String key : keys.keySet()) {
      String there = values.getOrDefault(key, "its default");
      String here = other.values.getOrDefault(key, "its default");
      if (!there.equals(here)) {
        return Optional.of("%s is %s there and %s here".formatted(key, there, here));
      }
    }
    return Optional.empty();
  }
}
