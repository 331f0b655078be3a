package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tombola.lottery.claim.Judgement;
import org.tombola.lottery.claim.Judgement.Comparison;
import org.tombola.lottery.claim.Verdict;
import org.tombola.lottery.recipe.Claim;

/// Judgements as lines of text, and the pieces of them a page shows too.
public final class ClaimText {
  private static final String INDENT = "  ";

  private ClaimText() {}

  /// A paragraph a claim, then the counts.
  public static List<String> of(RunClaims claims) {
    if (claims.judgements().isEmpty()) {
      return List.of("the recipe '%s' claims nothing".formatted(claims.recipe()));
    }
    var lines = new ArrayList<String>();
    for (Judgement judgement : claims.judgements()) {
      Claim claim = judgement.claim();
      lines.add("%-13s%s".formatted(judgement.verdict(), claim.id()));
      lines.add(INDENT + claim.text());
      lines.add(INDENT + "%s [%s]".formatted(claim.source(), claim.evidence()));
      lines.add(INDENT + compared(claim) + ": " + measured(judgement));
      lines.add("");
    }
    lines.add(counts(claims.judgements()));
    return lines.stream().map(TextTable::printable).toList();
  }

  /// `3 reproduced, 0 contradicted, 1 undecided`.
  static String counts(List<Judgement> judgements) {
    var counts = new ArrayList<String>();
    for (Verdict verdict : Verdict.values()) {
      long count = judgements.stream().filter(j -> j.verdict() == verdict).count();
      counts.add(count + " " + verdict);
    }
    return String.join(", ", counts);
  }

  /// `early-stop-iteration, ticket − dense`.
  static String compared(Claim claim) {
    String right = claim.right().orElseGet(() -> number(claim.constant()));
    return "%s, %s - %s".formatted(claim.statistic(), claim.left(), right);
  }

  private static String measured(Judgement judgement) {
    String claimed = "claimed " + judgement.claim().expected();
    return judgement
        .measured()
        .map(
            m ->
                "%s, 95 %% %s, %s, %s, %s%s"
                    .formatted(
                        number(m.difference()),
                        interval(m),
                        claimed,
                        place(m),
                        seeds(m.seeds()),
                        judgement.why().isEmpty() ? "" : "; " + judgement.why()))
        .orElse(claimed + "; " + judgement.why());
  }

  static String interval(Comparison measured) {
    return "[%s, %s]".formatted(number(measured.low()), number(measured.high()));
  }

  /// `21.1 % left`.
  static String place(Comparison measured) {
    return Scale.percent(100 * measured.density()) + " % left";
  }

  private static String seeds(int count) {
    return count == 1 ? "1 seed" : count + " seeds";
  }

  /// Three digits behind the point below ten, none above a thousand.
  static String number(double value) {
    double size = Math.abs(value);
    String format = size < 10 ? "%.3f" : size < 1000 ? "%.2f" : "%.0f";
    return String.format(Locale.ROOT, format, value + 0.0);
  }
}
