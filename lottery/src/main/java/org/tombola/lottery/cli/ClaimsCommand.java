package org.tombola.lottery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombola.lottery.claim.Judgement;
import org.tombola.lottery.recipe.Claim;
import org.tombola.lottery.report.ClaimText;
import org.tombola.lottery.report.RunClaims;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `claims`: what the recipe's paper says, held against a run. Exit code 0 whatever comes out.
@Command(
    name = "claims",
    mixinStandardHelpOptions = true,
    description = "Holds what the paper says against a run: reproduced, contradicted or undecided.")
final class ClaimsCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "A run folder.")
  private Path folder = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "ID",
      description = "Only these claims; one that was not measured is then an error.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--recipe",
      paramLabel = "R",
      description = "Take the claims of this recipe or YAML file (default: the run's own).")
  private @Nullable String recipe;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final Terminal terminal;

  ClaimsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    RunClaims claims = RunClaims.of(folder, recipe);
    if (!ids.isEmpty()) {
      claims = claims.only(ids);
    }
    if (json) {
      var object = new LinkedHashMap<String, Object>();
      object.put("recipe", claims.recipe());
      object.put("claims", claims.judgements().stream().map(ClaimsCommand::object).toList());
      terminal.out().println(JsonText.of(object));
    } else {
      ClaimText.of(claims).forEach(terminal.out()::println);
    }
    return 0;
  }

  private static Map<String, Object> object(Judgement judgement) {
    Claim claim = judgement.claim();
    var object = new LinkedHashMap<String, Object>();
    object.put("id", claim.id());
    object.put("verdict", judgement.verdict().toString());
    object.put("text", claim.text());
    object.put("source", claim.source());
    object.put("evidence", claim.evidence());
    object.put("statistic", claim.statistic().toString());
    object.put("left", claim.left());
    if (claim.right().isPresent()) {
      object.put("right", claim.right().orElseThrow());
    } else {
      object.put("constant", claim.constant());
    }
    object.put("direction", claim.direction().toString());
    object.put("margin", claim.margin());
    judgement
        .measured()
        .ifPresent(
            m -> {
              object.put("level", m.level());
              object.put("density", m.density());
              object.put("seeds", m.seeds());
              object.put("left_mean", m.left());
              object.put("right_mean", m.right());
              object.put("difference", m.difference());
              object.put("low", m.low());
              object.put("high", m.high());
            });
    if (!judgement.why().isEmpty()) {
      object.put("why", judgement.why());
    }
    return object;
  }
}
