package org.tombola.lottery.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.tombola.lottery.arm.Arm;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.arm.Need;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Moment;
import org.tombola.lottery.recipe.TrainSettings;
import org.tombola.lottery.rewire.RewirePlan;
import org.tombola.lottery.train.Plan;

/// When in iterations everything happens, now that an epoch's are known.
///
/// @param arms of the experiment
/// @param train the recipe's training
/// @param perEpoch steps of one pass over the recipe's training examples, by the size of a batch
record Timeline(Arms arms, TrainSettings train, IntUnaryOperator perEpoch) {
  /// The training of which an arm goes through a part: the recipe's, in steps of its own.
  private Plan whole(Arm arm) {
    TrainSettings its = arm.settings().train().over(train);
    return Plan.of(its, perEpoch.applyAsInt(its.batch()));
  }

  private Plan whole(Cell cell) {
    return whole(arms.named(cell.arm()));
  }

  /// What a cell goes through.
  ///
  /// @throws InvalidSettings if the arm's schedule is no part of the training, naming the arm
  Plan plan(Cell cell) {
    Arm arm = arms.named(cell.arm());
    try {
      return whole(arm).part(arm.settings().schedule());
    } catch (InvalidSettings e) {
      throw new InvalidSettings("arm %s: %s".formatted(arm.name(), e.getMessage()));
    }
  }

  /// How a cell's mask changes; `final` is the end of its own training, however long that is.
  ///
  /// @throws InvalidSettings if the span of its changes is none or lies outside, naming the arm
  RewirePlan rewiring(Cell cell) {
    Arm arm = arms.named(cell.arm());
    Plan plan = plan(cell);
    try {
      int batch = arm.settings().train().over(train).batch();
      return RewirePlan.of(arm.settings().rewire(), plan.steps(), plan.perEpoch(), batch);
    } catch (InvalidSettings e) {
      throw new InvalidSettings("arm %s: %s".formatted(arm.name(), e.getMessage()));
    }
  }

  /// The step of a moment of a cell's training.
  ///
  /// @throws InvalidSettings if the moment lies outside
  int step(Cell cell, Moment at) {
    Plan plan = plan(cell);
    if (at.isFinal()) {
      return plan.steps();
    }
    Plan whole = whole(cell);
    int step = at.in(whole.steps(), whole.perEpoch());
    if (step < plan.from() || step > plan.steps()) {
      throw new InvalidSettings(
          "the moment %s is iteration %d, and the arm %s is trained from %d to %d"
              .formatted(at, step, cell.arm(), plan.from(), plan.steps()));
    }
    return step;
  }

  /// For every cell the steps after which its state must be saved.
  ///
  /// @param graph every cell and what it starts from
  /// @throws InvalidSettings if something lies outside a training
  Map<Cell, SortedSet<Integer>> kept(Map<Cell, List<Need>> graph) {
    var kept = new HashMap<Cell, SortedSet<Integer>>();
    graph.keySet().forEach(this::plan);
    graph.keySet().forEach(this::rewiring);
    graph.values().stream().flatMap(Collection::stream).forEach(need -> keep(need, kept));
    return kept;
  }

  /// The steps of some moments that lie inside of a cell's training, its ends apart.
  SortedSet<Integer> inside(Cell cell, List<Moment> moments) {
    Plan plan = plan(cell);
    Plan whole = whole(cell);
    var steps = new TreeSet<Integer>();
    moments.stream()
        .map(at -> at.in(whole.steps(), whole.perEpoch()))
        .filter(step -> step > plan.from() && step < plan.steps())
        .forEach(steps::add);
    return steps;
  }

  private void keep(Need need, Map<Cell, SortedSet<Integer>> kept) {
    int step = step(need.cell(), need.at());
    Plan plan = plan(need.cell());
    boolean anyway = step == plan.from() || step == plan.steps();
    if (need.optimizer() && step == plan.from()) {
      throw new InvalidSettings(
          "the optimiser of the arm %s has no averages yet at %s; use schedule.optimizer: fresh"
              .formatted(need.cell().arm(), need.at()));
    }
    if (need.optimizer() || !anyway) {
      kept.computeIfAbsent(need.cell(), _ -> new TreeSet<>()).add(step);
    }
  }
}
