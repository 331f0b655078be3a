package org.tombola.lottery.arm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Rng;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Pruner;
import org.tombola.lottery.prune.Pruning;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.Moment;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;
import org.tombola.nn.models.LeNet300;
import org.tombola.nn.optim.OptimizerState;

class ArmsTest {
  private static final int SEED = 3;
  private static final int LEVELS = 5;

  private static final Arms ARMS = Arms.of(Settings.ofKeys(Map.of()));

  private final Finished sources = new Finished();

  /// "Trains" a ticket through all levels: its weights become those of another seed, its biases too
  /// (they start at 0, so a rewind that forgot them would show).
  @BeforeEach
  void train() {
    for (int level = 0; level <= LEVELS; level++) {
      Cell cell = Cell.ticket(SEED, level);
      Start start = ARMS.named("ticket").start(cell, sources);
      sources.masks.put(cell, start.mask());
      sources.trained.put(cell, start.mask().apply(trained("trained" + level)));
    }
  }

  private Weights trained(String stream) {
    var tensors = new ArrayList<NamedTensor>();
    for (NamedTensor tensor : sources.redrawn(SEED, stream).tensors().values()) {
      float[] values = tensor.toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] += 0.01f * (i + 1);
      }
      tensors.add(NamedTensor.of(tensor.name(), tensor.shape(), values));
    }
    return Weights.of(tensors);
  }

  @Test
  void a_ticket_starts_from_its_masked_initialisation_at_every_level() {
    Weights init = sources.init(SEED);
    for (int level = 0; level <= LEVELS; level++) {
      Start start = start("ticket", level);
      assertEquals(start.mask().apply(init), start.weights());
      assertEquals(sources.masks.get(Cell.ticket(SEED, level)), start.mask());
    }
    assertEquals(init, start("ticket", 0).weights());
    assertTrue(start("ticket", 3).mask().within(start("ticket", 2).mask()));
  }

  @Test
  void reinit_has_the_tickets_mask_and_other_weights() {
    for (int level = 1; level <= LEVELS; level++) {
      Start start = start("reinit", level);
      assertEquals(start("ticket", level).mask(), start.mask());
      assertNotEquals(start("ticket", level).weights(), start.weights());
      assertMasked(start);
    }
    assertNotEquals(
        start("reinit", 1).weights().get("fc3.weight").at(0),
        start("reinit", 2).weights().get("fc3.weight").at(0),
        "each level is its own draw");
  }

  @Test
  void rearranged_has_the_tickets_counts_at_other_places() {
    for (int level = 1; level <= LEVELS; level++) {
      Start start = start("rearranged", level);
      Mask ticket = start("ticket", level).mask();
      assertEquals(counts(ticket), counts(start.mask()));
      assertNotEquals(ticket, start.mask());
      assertMasked(start);
    }
    assertNotEquals(start("reinit", 1).weights(), start("rearranged", 1).weights());
  }

  @Test
  void oneshot_has_the_tickets_counts_and_start_weights() {
    for (int level = 1; level <= LEVELS; level++) {
      Start start = start("oneshot", level);
      assertEquals(counts(start("ticket", level).mask()), counts(start.mask()));
      assertEquals(start.mask().apply(sources.init(SEED)), start.weights());
    }
    assertEquals(start("ticket", 1).mask(), start("oneshot", 1).mask(), "the first round is one");
    assertNotEquals(start("ticket", 4).mask(), start("oneshot", 4).mask());
  }

  @Test
  void every_arm_is_a_pure_function_and_says_what_it_is() {
    for (Arm arm : Arms.all()) {
      assertEquals(start(arm.name(), 2), start(arm.name(), 2));
      assertEquals(1, arm.about().lines().count());
    }
    assertThrows(UnknownName.class, () -> ARMS.named("tickets"));
  }

  private Start start(String arm, int level) {
    Arm rule = ARMS.named(arm);
    Cell cell = new Cell(arm, SEED, level);
    List<Cell> needs = rule.needs(cell).stream().map(Need::cell).toList();
    for (Cell needed : needs) {
      assertTrue(sources.trained.containsKey(needed), () -> cell + " needs " + needed);
    }
    return rule.start(cell, sources.only(needs));
  }

  private static void assertMasked(Start start) {
    assertEquals(start.mask().apply(start.weights()), start.weights());
  }

  private static List<Integer> counts(Mask mask) {
    return mask.layers().stream().map(Mask::kept).toList();
  }

  /// Finished cells in memory.
  private static final class Finished implements Sources {
    final Map<Cell, Weights> trained = new HashMap<>();
    final Map<Cell, Mask> masks = new HashMap<>();

    /// What an arm sees that may only look at the cells it needs.
    Finished only(List<Cell> cells) {
      var fewer = new Finished();
      fewer.trained.putAll(trained);
      fewer.masks.putAll(masks);
      fewer.trained.keySet().retainAll(cells);
      fewer.masks.keySet().retainAll(cells);
      return fewer;
    }

    private static Module network(Rng rng) {
      return LeNet300.of(12, 9, 7, 4, Init.GLOROT_NORMAL, rng);
    }

    @Override
    public Weights init(int seed) {
      return Weights.of(network(new Rng(seed)));
    }

    @Override
    public Weights redrawn(int seed, String stream) {
      return Weights.of(network(new Rng(new Rng(seed).stream(stream).bits(0))));
    }

    @Override
    public Weights weights(Cell cell, Moment at) {
      assertEquals(Moment.FINAL, at);
      return found(trained, cell);
    }

    @Override
    public OptimizerState optimizer(Cell cell, Moment at) {
      throw new AssertionError("no built-in arm goes on with an optimiser");
    }

    @Override
    public Mask mask(Cell cell) {
      return found(masks, cell);
    }

    @Override
    public Mask dense() {
      return Mask.dense(network(new Rng(0)));
    }

    @Override
    public Pruning pruning(ArmSettings arm, int seed) {
      return Pruner.of(arm.mask().over(new PruneSettings("magnitude", "layerwise", 0.2, 0.1)));
    }

    private static <T> T found(Map<Cell, T> all, Cell cell) {
      T value = all.get(cell);
      if (value == null) {
        throw new AssertionError(cell + " was not asked for in needs()");
      }
      return value;
    }
  }
}
