package org.tombola.lottery.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tombola.datasets.Datasets;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.analysis.Analysis;
import org.tombola.lottery.analysis.Request;
import org.tombola.lottery.arm.Arm;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.arm.StartRules;
import org.tombola.lottery.ensemble.UnitScore;
import org.tombola.lottery.prune.Criteria;
import org.tombola.lottery.prune.FilterPruner;
import org.tombola.lottery.prune.LayerBudget;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.Recipe;
import org.tombola.lottery.recipe.Recipes;
import org.tombola.lottery.rewire.RewireRule;
import org.tombola.nn.models.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `list`: what there is, one line each.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "What there is, one line each.",
    customSynopsis =
        "lottery list [recipes|networks|datasets|criteria|budgets|rules|rewiring|analyses|claims]")
final class ListCommand implements Callable<Integer> {
  private record Line(String name, String about) {}

  private static final String CLAIMS = "claims";

  private static final SequencedMap<String, Supplier<List<Line>>> KINDS = kinds();

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      description =
          "recipes (with their arms), networks, datasets, criteria, budgets, rules, rewiring or"
              + " analyses; all of these without it. Or claims, what the recipes' papers say.")
  private @Nullable String kind;

  private final Terminal terminal;

  ListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (kind != null) {
      UnknownName.check("list", kind, KINDS.keySet());
    }
    KINDS.forEach(
        (name, lines) -> {
          boolean all = kind == null && !name.equals(CLAIMS);
          if (all) {
            terminal.out().println(name);
          }
          if (all || name.equals(kind)) {
            print(lines.get());
          }
        });
    return 0;
  }

  private void print(List<Line> lines) {
    int width = lines.stream().mapToInt(l -> l.name().length()).max().orElse(0);
    for (Line line : lines) {
      terminal
          .out()
          .println(
              "  " + line.name() + " ".repeat(width + 2 - line.name().length()) + line.about());
    }
  }

  private static SequencedMap<String, Supplier<List<Line>>> kinds() {
    var kinds = new LinkedHashMap<String, Supplier<List<Line>>>();
    kinds.put("recipes", ListCommand::recipes);
    kinds.put(
        "networks",
        () -> Models.all().stream().map(n -> new Line(n.name(), n.description())).toList());
    kinds.put(
        "datasets",
        () -> Datasets.list().stream().map(d -> new Line(d.name(), d.description())).toList());
    kinds.put(
        "criteria",
        () ->
            Stream.concat(
                    Stream.concat(
                        Criteria.all().stream().map(c -> new Line(c.name(), c.about())),
                        FilterPruner.criteria().entrySet().stream()
                            .map(c -> new Line("filters: " + c.getKey(), c.getValue()))),
                    Arrays.stream(UnitScore.values())
                        .map(s -> new Line("units: " + s.label(), s.about())))
                .toList());
    kinds.put(
        "budgets",
        () ->
            Arrays.stream(LayerBudget.values()).map(b -> new Line(b.label(), b.about())).toList());
    kinds.put(
        "rewiring",
        () -> Arrays.stream(RewireRule.values()).map(r -> new Line(r.label(), r.about())).toList());
    kinds.put(
        "rules",
        () ->
            StartRules.described().stream()
                .map(rule -> new Line(rule.getFirst(), rule.getLast()))
                .toList());
    kinds.put(
        "analyses",
        () ->
            Request.analyses().stream()
                .map(Analysis::question)
                .map(q -> new Line(q.name(), q.about()))
                .toList());
    kinds.put(CLAIMS, ListCommand::claims);
    return kinds;
  }

  /// Every claim of every recipe, with its source and how well it is known.
  private static List<Line> claims() {
    return Recipes.names().stream()
        .map(Recipes::named)
        .flatMap(
            recipe ->
                recipe.claims().stream()
                    .map(
                        claim ->
                            new Line(
                                recipe.name() + " " + claim.id(),
                                "%s %s [%s]"
                                    .formatted(claim.text(), claim.source(), claim.evidence()))))
        .toList();
  }

  private static List<Line> recipes() {
    var lines = new ArrayList<Line>();
    for (String name : Recipes.names()) {
      Recipe recipe = Recipes.named(name);
      lines.add(new Line(name, recipe.about() + "; " + recipe.source()));
      lines.add(new Line("  scales", String.join(", ", recipe.scales().keySet())));
      recipe
          .base()
          .arm()
          .forEach(
              (arm, its) -> {
                if (!ArmSettings.isBuiltIn(arm)) {
                  lines.add(new Line("  arm " + arm, its.about()));
                }
              });
    }
    for (Arm arm : Arms.all()) {
      lines.add(new Line("  arm " + arm.name(), arm.about()));
    }
    return lines;
  }
}
