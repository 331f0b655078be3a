package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.require;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// A statement of a paper that a run can contradict: a difference of two arms, or of an arm and a
/// number, and on which side of a margin it is said to lie. The format of `docs/claims.md`.
///
/// @param id unique in its recipe: lower-case letters, digits and hyphens
/// @param text what the paper says, in a sentence
/// @param statistic what is compared
/// @param left an arm, [#DENSE], or [#DENSE_OF] and an arm
/// @param right the same; empty where `constant` stands on the right
/// @param constant in the statistic's unit; NaN where `right` is an arm
/// @param place where both arms are looked at; the dense network is at level 0 in any case
/// @param direction on which side of the margin left − right lies
/// @param margin in the statistic's unit; below 0, `greater` and `less` say "not worse by more"
/// @param source paper, section or figure
/// @param evidence how well the statement is known, one of [#EVIDENCE]
/// @param network the networks it is about: a name, or a beginning and `*`
public record Claim(
    String id,
    String text,
    Statistic statistic,
    String left,
    Optional<String> right,
    double constant,
    Place place,
    Direction direction,
    double margin,
    String source,
    String evidence,
    String network) {
  /// Any network.
  public static final String ANY = "*";

  /// The name of the unpruned network on either side of a claim: level 0 of whichever arm has it.
  public static final String DENSE = "dense";

  /// Before the name of an arm: its own level 0, where it trains dense networks in another way.
  public static final String DENSE_OF = "dense of ";

  /// The statistics of `results.csv`. Accuracies are in per cent.
  public static final List<String> RESULTS =
      List.of(
          "early-stop-iteration",
          "early-stop-accuracy",
          "test-accuracy",
          "train-accuracy",
          "empty-layers");

  /// Paper read, notes of a paper, authors' code, authors' data, secondary source, memory,
  /// computed.
  public static final List<String> EVIDENCE = List.of("P", "P-notes", "C", "D", "S", "M", "X");

  /// What is compared.
  ///
  /// @param analysis of `analyses.csv`; empty for a statistic of `results.csv`
  /// @param name one of [#RESULTS], or a statistic of the analysis
  /// @param x at which point, for an analysis that measures a curve
  public record Statistic(String analysis, String name, OptionalDouble x) {
    public Statistic {
      require(
          !analysis.isEmpty() || RESULTS.contains(name),
          "statistic",
          "'" + name + "'",
          String.join(", ", RESULTS) + ", or one of an analysis");
    }

    @Override
    public String toString() {
      String of = analysis.isEmpty() ? name : analysis + " " + name;
      return x.isPresent() ? of + " at x = " + x.getAsDouble() : of;
    }
  }

  /// Where on the way down the arms are compared.
  public sealed interface Place {}

  /// The level whose density is nearest.
  ///
  /// @param share of the weights that remain, in (0, 1]
  /// @param tolerance how far off the nearest may be, as a part of `share`
  public record Density(double share, double tolerance) implements Place {
    public Density {
      require(share > 0 && share <= 1, "density", share, "above 0 and at most 1");
      require(tolerance >= 0 && tolerance < 1, "tolerance", tolerance, "at least 0 and below 1");
    }
  }

  /// A pruning round.
  public record Level(int number) implements Place {
    public Level {
      require(number >= 0 && number <= 99, "level", number, "in 0 .. 99");
    }
  }

  /// The level at which a seed's number is largest, of each arm its own; never level 0.
  public record Best() implements Place {}

  /// Which side of the margin is claimed.
  public enum Direction {
    /// left − right > margin
    GREATER,
    /// left − right < −margin
    LESS,
    /// |left − right| ≤ margin
    WITHIN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Claim {
    require(
        network.matches("[a-z0-9-]*\\*?") && !network.isEmpty(),
        "network",
        "'" + network + "'",
        "a network's name, or its beginning and *");
    require(
        id.matches("[a-z0-9][a-z0-9-]{0,63}"),
        "id",
        "'" + id + "'",
        "lower-case letters, digits and hyphens");
    require(!text.isBlank(), "text", "blank", "a sentence");
    require(
        right.isPresent() == Double.isNaN(constant),
        "right",
        right.isPresent() ? "both" : "neither",
        "given, or else constant");
    require(Double.isFinite(margin), "margin", margin, "a finite number");
    require(
        direction != Direction.WITHIN || margin >= 0,
        "margin",
        margin,
        "at least 0 when direction is within");
    require(
        EVIDENCE.contains(evidence),
        "evidence",
        "'" + evidence + "'",
        String.join(", ", EVIDENCE.subList(0, EVIDENCE.size() - 1)) + " or X");
  }

  /// Whether it is about a network of that name.
  public boolean isAbout(String name) {
    return network.endsWith("*")
        ? name.startsWith(network.substring(0, network.length() - 1))
        : name.equals(network);
  }

  /// What is claimed of left − right, like `> 0.3`.
  public String expected() {
    String size = Double.toString(Math.abs(margin)).replaceFirst("\\.0$", "");
    return switch (direction) {
      case GREATER -> "> " + (margin < 0 ? "-" : "") + size;
      case LESS -> "< " + (margin > 0 ? "-" : "") + size;
      case WITHIN -> "within " + size + " of 0";
    };
  }
}
