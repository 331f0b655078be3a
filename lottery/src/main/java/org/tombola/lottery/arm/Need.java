package org.tombola.lottery.arm;

import org.tombola.lottery.recipe.Moment;

/// Something of another cell's training that a cell starts from.
///
/// @param cell which must be finished first
/// @param at the moment of its training whose weights are wanted
/// @param optimizer whether the optimiser's state of that moment is wanted too
public record Need(Cell cell, Moment at, boolean optimizer) {}
