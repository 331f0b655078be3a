package org.tombola.lottery.analysis;

import java.util.List;

/// A question about trained networks of one seed and level.
public interface Analysis {
  /// What a recipe calls it.
  String name();

  /// One line.
  String about();

  /// How many networks it is about.
  int networks();

  /// Whether it can be asked about such networks.
  ///
  /// @param ensembles whether they are many small ones side by side, or else one that classifies
  default boolean suits(boolean ensembles) {
    return !ensembles;
  }

  /// The answers: a pure function of its arguments.
  ///
  /// @param subjects as many as [#networks]
  List<Finding> findings(List<Subject> subjects, Instruments instruments);
}
