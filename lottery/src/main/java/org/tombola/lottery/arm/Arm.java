package org.tombola.lottery.arm;

import java.util.List;

/// A rule for mask and start weights at a pruning level: the ticket itself, or a control.
///
/// Training is the same for every arm and so are, for one seed, the validation split and the order
/// of the data. What an arm draws comes from streams named after it, so arms disturb each other in
/// nothing.
public interface Arm {
  /// What the command line and the results call it.
  String name();

  /// One line.
  String about();

  /// The cells that must be finished before [#start].
  List<Cell> needs(Cell cell);

  /// Mask and start weights of a cell: a pure function of the seed and of what [#needs] names.
  Start start(Cell cell, Sources sources);
}
