package org.tombola.lottery.analysis;

import java.util.HashSet;
import java.util.Set;

/// What is known of an analysis before it is asked.
///
/// @param name what a recipe calls it
/// @param about one line
/// @param networks how many it is about, or at least
/// @param more in what numbers there may be more of them; 0 for none
/// @param wants what it looks at besides its networks as they end
/// @param kinds of network that it can be about
public record Question(
    String name, String about, int networks, int more, Set<Want> wants, Set<Kind> kinds) {
  /// What an analysis may look at.
  public enum Want {
    /// The first network at `analysis.moments` and at its start.
    COURSE,
    /// All networks at their start.
    STARTS,
    /// The networks too whose pruning made the first one's mask: they follow the others, that of
    /// the round before first.
    ROUNDS
  }

  /// What a network is.
  public enum Kind {
    /// One that puts examples into classes.
    CLASSIFIER,
    /// Many small ones side by side.
    ENSEMBLE
  }

  /// About one network that classifies, as it ends.
  static Question of(String name, String about) {
    return new Question(name, about, 1, 0, Set.of(), Set.of(Kind.CLASSIFIER));
  }

  /// The same of so many.
  Question networks(int count) {
    return new Question(name, about, count, more, wants, kinds);
  }

  /// The same of more, too.
  Question andMore(int atATime) {
    return new Question(name, about, networks, atATime, wants, kinds);
  }

  Question wanting(Want want) {
    var all = new HashSet<>(wants);
    all.add(want);
    return new Question(name, about, networks, more, Set.copyOf(all), kinds);
  }

  Question ofEnsembles() {
    return new Question(name, about, networks, more, wants, Set.of(Kind.ENSEMBLE));
  }

  Question ofAny() {
    return new Question(name, about, networks, more, wants, Set.of(Kind.values()));
  }

  /// Whether it can be about so many networks.
  boolean takes(int count) {
    int beyond = count - networks;
    return beyond == 0 || (beyond > 0 && more > 0 && beyond % more == 0);
  }

  public boolean wants(Want want) {
    return wants.contains(want);
  }

  public boolean suits(Kind kind) {
    return kinds.contains(kind);
  }
}
