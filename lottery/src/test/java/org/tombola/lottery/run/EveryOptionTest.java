package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.arm.StartRules;
import org.tombola.lottery.prune.Criteria;
import org.tombola.lottery.prune.LayerBudget;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.rewire.RewireRule;
import org.tombola.nn.Init;
import org.tombola.nn.NormInit;
import org.tombola.nn.Weights;

/// Every value that a setting of several values may have is run at least once: run i takes the i-th
/// value of every list below, from its beginning again where a list is shorter. What cannot go
/// together is in one list.
class EveryOptionTest {
  @TempDir Path dir;

  private static List<List<String>> lists() {
    return List.of(
        Init.labels().stream().map(label -> "init=" + label).toList(),
        NormInit.labels().stream().map(label -> "norm-init=" + label).toList(),
        Criteria.all().stream().map(c -> "prune.criterion=" + c.name()).toList(),
        Stream.concat(
                Criteria.all().stream().map(c -> "arm.mine.mask.criterion=" + c.name()),
                Stream.of("arm.mine.mask.criterion=recipe"))
            .toList(),
        StartRules.described().stream()
            .map(rule -> "arm.mine.weights.amount=1 arm.mine.weights.rule=" + rule.getFirst())
            .toList(),
        List.of(
            "prune.scope=global",
            "prune.scope=layerwise prune.conv-fraction=0.1",
            "prune.scope=global prune.output-fraction=0 prune.shortcuts=kept",
            "arm.mine.mask.scope=global"),
        List.of(
            "arm.mine.mask.rounds=one-shot",
            "arm.mine.mask.places=random",
            "arm.mine.mask.at=init",
            "arm.mine.mask.at=2",
            "arm.mine.mask.of=oneshot"),
        List.of("arm.mine.mask.scores.keep=lowest", "arm.mine.mask.scores.per-class=3"),
        // Budgets divide single weights.
        Stream.concat(
                LayerBudget.labels().stream().map(label -> "arm.mine.mask.budget=" + label),
                Stream.of(
                    "arm.mine.mask.budget=pruned arm.mine.mask.scores.passes=3",
                    "prune.structure=filters",
                    "arm.mine.mask.structure=narrow",
                    "arm.mine.mask.structure=filters arm.mine.mask.criterion=norm-scale"))
            .toList(),
        List.of(
            "arm.mine.weights.of=oneshot arm.mine.weights.at=final",
            "arm.mine.weights.of=oneshot arm.mine.weights.at=2 arm.mine.weights.level=dense",
            "arm.mine.weights.at=final arm.mine.schedule.optimizer=kept",
            "arm.mine.weights.at=2 arm.mine.schedule.from=2",
            "arm.mine.schedule.to=2",
            "arm.mine.schedule.rate=final",
            "arm.mine.schedule.stretch=2",
            "arm.mine.schedule.scale=0.1",
            "arm.mine.train.optimizer=adam",
            "arm.mine.train.weight-decay=0.01",
            "arm.mine.train.scale-penalty=0.01",
            "arm.mine.trainable=norm",
            "arm.mine.trainable=not-norm",
            "arm.mine.trainable=output",
            "arm.mine.trainable=not-output",
            "arm.mine.trainable=shortcut+norm",
            "arm.mine.trainable=not-shortcut",
            "arm.mine.trainable=channel-2"),
        rewiring(),
        List.of("arm.mine.data.order=1", "arm.mine.data.random-labels=0.5"),
        List.of(
            "arm.mine.data.pixels=scrambled",
            "arm.mine.data.examples=60 arm.mine.data.choice=first"),
        List.of(
            "train.optimizer.name=adam",
            "train.optimizer.momentum=0.9",
            "train.optimizer.momentum=0.9 train.optimizer.nesterov=true",
            "train.optimizer.weight-decay=0.01",
            "train.optimizer.weight-decay=0.01 train.optimizer.decayed=weights"),
        List.of(
            "train.schedule.name=constant",
            "train.schedule.name=cosine",
            "train.schedule.name=multi-step train.schedule.milestones=2,3",
            "train.schedule.warm-up=2"),
        List.of(
            "train.clip-norm=0.1",
            "train.label-smoothing=0.1",
            "train.scale-penalty=0.01",
            "train.patience=1",
            "train.checkpoint-every=1"),
        List.of("data.choice=first", "data.choice=random", "data.choice=stratified"),
        List.of(
            "data.pixels=in-place",
            "data.pixels=shuffled",
            "data.pixels=random",
            "data.pixels=scrambled"),
        List.of("data.random-labels=0.5", "data.test-examples=20"),
        List.of(
            "analyses=gammas_mine",
            "analyses=rounds_mine",
            "analyses=distance_mine_ticket",
            "analyses=instability_mine_ticket",
            "analyses=instability_mine_ticket analysis.norm-statistics=re-estimated",
            "analyses=path_mine_ticket",
            "analyses=correlation_mine_ticket",
            "analyses=disagreement_mine_ticket_mine",
            "analyses=gradient-flow_mine analysis.moments=1,2"));
  }

  /// Weights that stand still, and what repels, have no place where masks change; learned masks,
  /// which want all weights trained, are run by [MaskArmsTest].
  private static List<String> rewiring() {
    return Stream.concat(
            Arrays.stream(RewireRule.values())
                .filter(rule -> !rule.learns())
                .map(rule -> "arm.mine.rewire.every=1 arm.mine.rewire.rule=" + rule.label()),
            Stream.of(
                "arm.mine.weights.pruned=start",
                "arm.mine.weights.pruned=start-unless-shrunk",
                "arm.mine.weights.pruned=all-start-unless-shrunk",
                "arm.mine.train.repel=2"))
        .toList();
  }

  static List<String> runs() {
    int runs = lists().stream().mapToInt(List::size).max().orElseThrow();
    return IntStream.range(0, runs)
        .mapToObj(i -> String.join(" ", lists().stream().map(l -> l.get(i % l.size())).toList()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void it_runs(String options) {
    var pairs =
        new ArrayList<>(
            List.of(
                "network", "resnet-8",
                "levels", "1",
                "arms", "ticket,mine",
                "arm.mine.about", "a test",
                "seeds", "0",
                "train.iterations", "4",
                "train.evaluate-every", "2",
                "data.examples", "90",
                "analysis.points", "3"));
    for (String option : options.split(" ", -1)) {
      pairs.addAll(List.of(option.replace('_', ' ').split("=", 2)));
    }
    Settings settings = Runs.settings(pairs.toArray(String[]::new));
    Outcome outcome = Runs.run(dir, settings);
    assertTrue(outcome.complete(), outcome::toString);
    var cell = CellFolder.of(dir, Identity.of(settings), new Cell("mine", 0, 1));
    Weights weights = Weights.read(cell.weights());
    Mask mask = Mask.read(cell.mask());
    boolean still = options.contains("weights.pruned");
    assertTrue(still || mask.apply(weights).equals(weights), "pruned weights are +0");
    assertTrue(mask.density() < 0.95, mask::toString);
  }
}
