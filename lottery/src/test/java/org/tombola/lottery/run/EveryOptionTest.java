package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.arm.StartRules;
import org.tombola.lottery.prune.Criteria;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Init;
import org.tombola.nn.NormInit;
import org.tombola.nn.Weights;

/// Every value that a setting of several values may have is run once.
class EveryOptionTest {
  /// What only a network with convolutions, normalisations and shortcuts has.
  private static final List<String> RESIDUAL =
      List.of("norm", "shortcut", "conv", "channel", "gammas", "filters");

  @TempDir Path dir;

  static List<String> options() {
    var options = new ArrayList<String>();
    Init.labels().forEach(label -> options.add("init=" + label));
    NormInit.labels().forEach(label -> options.add("norm-init=" + label));
    Criteria.all().forEach(criterion -> options.add("prune.criterion=" + criterion.name()));
    Criteria.all().forEach(c -> options.add("arm.mine.mask.criterion=" + c.name()));
    StartRules.described()
        .forEach(
            rule ->
                options.add(
                    "arm.mine.weights.rule=%s arm.mine.weights.amount=1"
                        .formatted(rule.getFirst())));
    options.addAll(
        List.of(
            "prune.scope=global",
            "prune.scope=layerwise prune.conv-fraction=0.1",
            "prune.scope=global prune.output-fraction=0 prune.shortcuts=kept",
            "arm.mine.mask.scope=global",
            "arm.mine.mask.rounds=one-shot",
            "arm.mine.mask.places=random",
            "arm.mine.mask.at=init",
            "arm.mine.mask.at=2",
            "arm.mine.mask.of=oneshot",
            "arm.mine.weights.of=oneshot arm.mine.weights.at=final",
            "arm.mine.weights.at=final arm.mine.schedule.optimizer=kept",
            "arm.mine.weights.at=2 arm.mine.schedule.from=2",
            "arm.mine.schedule.to=2",
            "arm.mine.schedule.rate=final",
            "arm.mine.trainable=norm",
            "arm.mine.trainable=not-norm",
            "arm.mine.trainable=output",
            "arm.mine.trainable=not-output",
            "arm.mine.trainable=shortcut+norm",
            "arm.mine.trainable=not-shortcut",
            "arm.mine.trainable=channel-2",
            "arm.mine.data.order=1",
            "arm.mine.data.random-labels=0.5",
            "train.optimizer.name=adam",
            "train.optimizer.momentum=0.9",
            "train.optimizer.momentum=0.9 train.optimizer.nesterov=true",
            "train.optimizer.weight-decay=0.01",
            "train.schedule.name=cosine",
            "train.schedule.name=multi-step train.schedule.milestones=2,3",
            "train.schedule.warm-up=2",
            "train.clip-norm=0.1",
            "train.label-smoothing=0.1",
            "train.patience=1",
            "train.checkpoint-every=1",
            "data.choice=first data.examples=90",
            "data.choice=random data.examples=90",
            "data.choice=stratified data.examples=90",
            "data.random-labels=0.5",
            "data.pixels=shuffled",
            "data.pixels=random",
            "data.test-examples=20",
            "analyses=gammas_mine",
            "analyses=distance_mine_ticket",
            "analyses=instability_mine_ticket analysis.points=2",
            "analyses=instability_mine_ticket analysis.points=3"
                + " analysis.norm-statistics=re-estimated"));
    return options;
  }

  @ParameterizedTest
  @MethodSource("options")
  void runs(String option) {
    var pairs =
        new ArrayList<>(
            List.of(
                "network",
                    RESIDUAL.stream().anyMatch(option::contains) ? "resnet-8" : "lenet-300-100",
                "levels", "1",
                "arms", "ticket,mine",
                "arm.mine.about", "a test",
                "seeds", "0",
                "train.iterations", "4",
                "train.evaluate-every", "2"));
    Stream.of(option.split(" ", -1))
        .forEach(o -> pairs.addAll(List.of(o.replace('_', ' ').split("=", 2))));
    Settings settings = Runs.settings(pairs.toArray(String[]::new));
    Outcome outcome = Runs.run(dir, settings);
    assertTrue(outcome.complete(), outcome::toString);
    var cell = CellFolder.of(dir, Identity.of(settings), new Cell("mine", 0, 1));
    Weights weights = Weights.read(cell.weights());
    Mask mask = Mask.read(cell.mask());
    assertEquals(mask.apply(weights), weights, "pruned weights are +0");
    assertTrue(mask.density() < 0.95, mask::toString);
  }
}
