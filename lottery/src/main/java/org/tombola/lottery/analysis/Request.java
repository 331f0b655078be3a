package org.tombola.lottery.analysis;

import java.util.List;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.recipe.InvalidSettings;

/// An entry of a recipe's `analyses`: `gammas norm`, `distance early late`, or with a name of its
/// own `distance early ticket as to-pruning`. The first arm is what the findings are about.
///
/// @param analysis the question
/// @param arms whose networks
/// @param label what the results call it
public record Request(Analysis analysis, List<String> arms, String label) {
  /// The analyses there are. A new one is a file beside [Distance] and a line here.
  private static final List<Analysis> ALL =
      List.of(
          new Instability(),
          new Distance(),
          new Gammas(),
          new ActivationFrequency(),
          new Dissect(),
          new Solved(),
          new Patterns(),
          new FilterDirections(),
          new Disagreement(),
          new PathTo(),
          new StartsAndEnds(),
          new GradientFlow(),
          new HessianSpectrum(),
          new Correlation(),
          new Untrained(),
          new SubsetSum(),
          new Jackpot(),
          new Greedy(),
          new Rounds(),
          new FramePotential(),
          new Removal(),
          new Subspace(),
          new UnitGraph(),
          new FilterClusters());

  public static List<Analysis> analyses() {
    return ALL;
  }

  public Question question() {
    return analysis.question();
  }

  /// Reads the form above.
  ///
  /// @param known the arms there are
  /// @throws UnknownName if there is no such analysis or arm
  /// @throws InvalidSettings if it is about another number of arms
  public static Request parse(String text, List<String> known) {
    List<String> words = List.of(text.strip().split("\\s+"));
    Analysis analysis =
        ALL.stream()
            .filter(a -> a.question().name().equals(words.getFirst()))
            .findFirst()
            .orElseThrow(
                () ->
                    new UnknownName(
                        "analysis",
                        words.getFirst(),
                        ALL.stream().map(a -> a.question().name()).toList()));
    Question question = analysis.question();
    int end = words.size() > 2 && words.get(words.size() - 2).equals("as") ? 2 : 0;
    List<String> arms = words.subList(1, words.size() - end);
    String label = end > 0 ? words.getLast() : question.name();
    if (!question.takes(arms.size()) || !label.matches("[a-z0-9][a-z0-9-]{0,63}")) {
      throw new InvalidSettings(
          "analyses must be like '%s%s' or '... as some-name', not '%s'"
              .formatted(question.name(), " ARM".repeat(question.networks()), text));
    }
    arms.forEach(arm -> UnknownName.check("arm", arm, known));
    return new Request(analysis, List.copyOf(arms), label);
  }
}
