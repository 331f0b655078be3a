package org.tombola.lottery.analysis;

import java.util.List;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;

/// A question about trained networks of one seed and level.
public interface Analysis {
  /// What a recipe calls it.
  String name();

  /// One line.
  String about();

  /// How many networks it is about, or at least.
  default int networks() {
    return 1;
  }

  /// Whether it can be about so many.
  default boolean takes(int networks) {
    return networks == networks();
  }

  /// Whether it looks at its first network at `analysis.moments` too, not at the end alone.
  default boolean wantsCourse() {
    return false;
  }

  /// Whether it looks at all its networks as they were at their start too.
  default boolean wantsStarts() {
    return false;
  }

  /// Whether it looks at the networks too whose pruning made the first one's mask: they follow the
  /// others, that of the round before first.
  default boolean wantsRounds() {
    return false;
  }

  /// Whether it can be asked about such networks.
  ///
  /// @param ensembles whether they are many small ones side by side, or else one that classifies
  default boolean suits(boolean ensembles) {
    return !ensembles;
  }

  /// Asked before anything is trained: whether such networks and data have an answer.
  ///
  /// @param settings of the run
  /// @param instruments of one of its seeds, with a network that is not trained
  /// @throws InvalidSettings if not, naming what is missing and what to change
  default void check(Settings settings, Instruments instruments) {}

  /// The answers: a pure function of its arguments.
  ///
  /// @param subjects as many as [#networks], and the rounds before where they are wanted
  List<Finding> findings(List<Subject> subjects, Instruments instruments);
}
