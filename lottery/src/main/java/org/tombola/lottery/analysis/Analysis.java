package org.tombola.lottery.analysis;

import java.util.List;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;

/// A question about trained networks of one seed and level.
public interface Analysis {
  /// What is known of it before it is asked.
  Question question();

  /// Asked before anything is trained: whether such networks and data have an answer.
  ///
  /// @param settings of the run
  /// @param instruments of one of its seeds, with a network that is not trained
  /// @throws InvalidSettings if not, naming what is missing and what to change
  default void check(Settings settings, Instruments instruments) {}

  /// The answers: a pure function of its arguments.
  ///
  /// @param subjects as many as the question takes, and the rounds before where it wants them
  List<Finding> findings(List<Subject> subjects, Instruments instruments);
}
