package org.tombola.lottery.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.claim.Judge;
import org.tombola.lottery.claim.Judgement;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.claim.Verdict;
import org.tombola.lottery.recipe.Claim;
import org.tombola.lottery.recipe.Recipe;
import org.tombola.lottery.recipe.RecipeCopy;
import org.tombola.lottery.recipe.Recipes;
import org.tombola.lottery.recipe.Settings;

/// The claims of a run's recipe, held against the run.
///
/// @param recipe whose claims they are
/// @param judgements one a claim, in the recipe's order
public record RunClaims(String recipe, List<Judgement> judgements) {

  /// Judges what is in the folder now, finished or not.
  ///
  /// @param file a recipe's file or name, to take its claims rather than those of the run's own
  /// @throws ReportException if it is not known what the run's recipe claims
  /// @throws org.tombola.lottery.run.RunRefused if the folder is no run
  public static RunClaims of(Path folder, @Nullable String file) throws IOException {
    RunData run = RunFolder.read(folder);
    if (file == null) {
      return run.claims()
          .orElseThrow(
              () ->
                  new ReportException(
                      "%s was made by the recipe '%s', which did not come with the program; name its file with --recipe"
                          .formatted(folder, run.settings().getOrDefault("recipe", ""))));
    }
    return of(Recipes.named(file), run.arms(), run.rows(), run.analyses());
  }

  /// By the recipe's copy in the folder, or else by the program's own recipe of that name.
  static Optional<RunClaims> of(
      Path folder, Settings settings, List<ResultRow> rows, List<Measurement> analyses) {
    Arms arms = Arms.of(settings);
    String recipe = settings.recipe();
    Path copy = folder.resolve(RecipeCopy.FILE);
    if (Files.exists(copy)) {
      return Optional.of(of(Recipes.named(copy.toString()), arms, rows, analyses));
    }
    return Recipes.names().contains(recipe)
        ? Optional.of(of(Recipes.named(recipe), arms, rows, analyses))
        : Optional.empty();
  }

  private static RunClaims of(
      Recipe recipe, Arms arms, List<ResultRow> rows, List<Measurement> analyses) {
    return new RunClaims(recipe.name(), judge(recipe.claims(), arms, rows, analyses));
  }

  static List<Judgement> judge(
      List<Claim> claims, Arms arms, List<ResultRow> rows, List<Measurement> analyses) {
    var all = new ArrayList<>(analyses);
    for (ResultRow row : rows) {
      for (Metric metric : Metric.values()) {
        all.add(
            new Measurement(
                "",
                metric.key(),
                row.arm(),
                row.seed(),
                row.level(),
                row.density(),
                Double.NaN,
                metric.of(row) * metric.scale()));
      }
    }
    return Judge.of(claims, arms, all).stream()
        .map(judgement -> about(judgement, rows.isEmpty() ? "" : rows.getFirst().network()))
        .toList();
  }

  /// Undecided if the claim is about other networks than the run's.
  private static Judgement about(Judgement judgement, String network) {
    if (network.isEmpty() || judgement.claim().isAbout(network)) {
      return judgement;
    }
    String why =
        "it is about the networks %s, and this run is of %s"
            .formatted(judgement.claim().network(), network);
    return new Judgement(judgement.claim(), Verdict.UNDECIDED, Optional.empty(), why);
  }

  /// Only the claims of these ids.
  ///
  /// @throws org.tombola.engine.UnknownName if there is no such claim
  /// @throws ReportException if one of them was not measured
  public RunClaims only(List<String> ids) {
    List<String> known = judgements.stream().map(j -> j.claim().id()).toList();
    var chosen = new ArrayList<Judgement>();
    for (String id : ids) {
      if (known.isEmpty()) {
        throw new ReportException("the recipe '%s' claims nothing".formatted(recipe));
      }
      UnknownName.check("claim", id, known);
      Judgement judgement = judgements.get(known.indexOf(id));
      if (judgement.measured().isEmpty()) {
        throw new ReportException("claim '%s': %s".formatted(id, judgement.why()));
      }
      chosen.add(judgement);
    }
    return new RunClaims(recipe, List.copyOf(chosen));
  }
}
