package org.tombola.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tombola.engine.spi.BackendProvider;

/// What names a backend: `cpu`, or with choices of how it computes, `cpu:conv=direct,sparse=off`.
///
/// @param provider the part before the colon
/// @param choices key and value of each choice, by key
public record BackendName(String provider, Map<String, String> choices) {
  /// Reads such a name; whether there is that backend and what it offers is not looked at.
  ///
  /// @throws EngineException if a choice is no `KEY=VALUE`
  public static BackendName parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new BackendName(text, Map.of());
    }
    var choices = new TreeMap<String, String>();
    for (String choice : text.substring(colon + 1).split(",", -1)) {
      int equals = choice.indexOf('=');
      if (equals < 1) {
        throw new EngineException(
            "backend '%s': '%s' is no KEY=VALUE; write for example cpu:conv=direct"
                .formatted(text, choice));
      }
      choices.put(choice.substring(0, equals), choice.substring(equals + 1));
    }
    return new BackendName(text.substring(0, colon), choices);
  }

  /// This with other choices added, which win.
  public BackendName with(Map<String, String> more) {
    var all = new TreeMap<>(choices);
    all.putAll(more);
    return new BackendName(provider, all);
  }

  /// Refuses a choice that `provider` does not offer.
  ///
  /// @throws UnknownName naming the nearest
  void check(BackendProvider of) {
    choices.forEach(
        (key, value) -> {
          var offered = of.choices();
          UnknownName.check("setting of backend " + of.name(), key, offered.keySet());
          UnknownName.check(key + " algorithm", value, offered.getOrDefault(key, List.of()));
        });
  }

  @Override
  public String toString() {
    return choices.isEmpty()
        ? provider
        : provider
            + choices.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(",", ":", ""));
  }
}
