package org.tombola.lottery.arm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Pruning;
import org.tombola.lottery.recipe.ArmDataSettings;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.CourseSettings;
import org.tombola.lottery.recipe.Moment;
import org.tombola.lottery.recipe.StartSettings;
import org.tombola.lottery.rewire.RewireRule;
import org.tombola.nn.Weights;

/// A rule for how a network is trained at a pruning level: the ticket itself, or a control. Where
/// its mask comes from ([MaskSource]), where its start weights come from, which part of the
/// schedule it goes through, which parameters it trains, on which data, and how.
///
/// For one seed the initialisation, the validation split and, unless an arm asks for another, the
/// order of the data are the same in all arms. What an arm draws comes from streams named after it,
/// so arms disturb each other in nothing.
///
/// @param name what the command line and the results call it
/// @param settings what it is
/// @param arms the others
public record Arm(String name, ArmSettings settings, Arms arms) {
  /// One line.
  public String about() {
    return settings.about();
  }

  /// Whether level 0 is a training of this arm's own: if dense networks trained as it trains are
  /// not those of the ticket.
  public boolean ownsDense() {
    return name.equals(Cell.TICKET)
        || !settings.trainable().equals(Arms.ALL_TRAINABLE)
        || !settings.data().equals(ArmDataSettings.RECIPE)
        || !settings.train().leavesDense()
        || settings.schedule().scale() != 1;
  }

  /// Whether its dense networks are those of another arm under another name: nothing is other about
  /// them, and nothing in them is drawn in an arm's name.
  public boolean sharesDense(Arm other) {
    return ownsDense()
        && other.ownsDense()
        && settings.dense().equals(other.settings.dense())
        && keepsWeights()
        && other.keepsWeights()
        && settings.rewire().isNone()
        && settings.mask().structure().equals(other.settings.mask().structure())
        && settings.mask().budget().equals(other.settings.mask().budget());
  }

  /// Whether no start rule changes them.
  boolean keepsWeights() {
    return settings.weights().rule().equals("kept");
  }

  /// Its cell, which at level 0 may be the ticket's.
  Cell cell(int seed, int level) {
    return level == 0 && !ownsDense() ? Cell.ticket(seed, 0) : new Cell(name, seed, level);
  }

  /// What must be finished before [#start].
  public List<Need> needs(Cell cell) {
    var needs = new ArrayList<>(masks().needs(cell));
    weightsFrom(cell).ifPresent(needs::add);
    repeller(cell).ifPresent(from -> needs.add(new Need(from, Moment.FINAL, false)));
    return needs.stream().distinct().toList();
  }

  /// Mask and start weights of a cell: a pure function of the seed and of what [#needs] names.
  public Start start(Cell cell, Sources sources) {
    Mask target = masks().mask(cell, sources);
    boolean dense = RewireRule.named(settings.rewire().rule()).startsDense();
    Mask mask = dense ? sources.dense() : target;
    var from = weightsFrom(cell);
    Weights weights =
        from.map(need -> sources.weights(need.cell(), need.at()))
            .orElseGet(() -> sources.init(cell.seed()));
    var rule = StartRules.named(settings.weights().rule());
    var draws = new Draws(cell.seed(), name + "/level-" + cell.level(), sources);
    var optimizer =
        from.filter(Need::optimizer).map(need -> sources.optimizer(need.cell(), need.at()));
    Weights start = rule.apply(weights, mask, settings.weights().amount(), draws);
    if (cell.level() > 0 && !settings.weights().pruned().equals(StartSettings.ZERO)) {
      var remains = Remains.of(settings.weights(), weights, masks(), cell, sources);
      return Start.still(remains.with(start, mask), mask, optimizer);
    }
    return Start.of(start, mask, optimizer, target);
  }

  /// The cell whose solution a training is kept away from, or drawn to: the one that was pruned.
  public Optional<Cell> repeller(Cell cell) {
    return cell.level() == 0 || settings.train().repel() == 0
        ? Optional.empty()
        : Optional.of(masks().pruned(cell));
  }

  /// The cells that were pruned for the mask of a cell, one after another: of an iterative mask the
  /// rounds before, of a one-shot one the dense network. Not all of them need have been trained.
  public List<Cell> rounds(Cell cell) {
    var rounds = new ArrayList<Cell>();
    Cell next = cell;
    while (next.level() > 0) {
      Cell pruned = arms.named(next.arm()).masks().pruned(next);
      if (pruned.level() < next.level()) {
        rounds.add(pruned);
      }
      next = pruned;
    }
    return List.copyOf(rounds);
  }

  /// Looks, before anything is trained, whether its masks up to a level can be.
  ///
  /// @param prunings how the rounds of an arm shrink a mask
  /// @throws org.tombola.lottery.recipe.InvalidSettings if one cannot, naming the arm whose it is
  public void check(int level, Mask dense, Function<ArmSettings, Pruning> prunings) {
    masks().check(level, dense, prunings);
  }

  private MaskSource masks() {
    return new MaskSource(this);
  }

  /// The moment of a training that the weights are taken from; empty for the initialisation.
  private Optional<Need> weightsFrom(Cell cell) {
    var weights = settings.weights();
    if (weights.at().isInit()) {
      return Optional.empty();
    }
    Cell from;
    if (!weights.of().equals("own")) {
      int level = weights.ofDense() ? 0 : cell.level();
      from = arms.named(weights.of()).cell(cell.seed(), level);
    } else if (weights.at().isFinal()) {
      from = masks().pruned(cell);
    } else {
      from = Cell.ticket(cell.seed(), 0);
    }
    CourseSettings course = settings.schedule();
    return Optional.of(new Need(from, weights.at(), course.keepsOptimizer()));
  }
}
