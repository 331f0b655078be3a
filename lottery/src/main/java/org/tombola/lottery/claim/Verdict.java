package org.tombola.lottery.claim;

import java.util.Locale;
import org.tombola.lottery.recipe.Claim;

/// What a run says about a claim.
public enum Verdict {
  /// The interval lies wholly on the claimed side of the margin.
  REPRODUCED,
  /// It lies wholly on the other side.
  CONTRADICTED,
  /// It reaches over the margin, or there are fewer than two seeds, or nothing was measured.
  UNDECIDED;

  /// The rule. An end of the interval that lies on the margin itself is on neither side of
  /// `greater` and `less`, and on the claimed side of `within`.
  static Verdict of(Claim claim, Bootstrap.Interval interval) {
    double margin = claim.margin();
    boolean holds =
        switch (claim.direction()) {
          case GREATER -> interval.low() > margin;
          case LESS -> interval.high() < -margin;
          case WITHIN -> interval.low() >= -margin && interval.high() <= margin;
        };
    boolean fails =
        switch (claim.direction()) {
          case GREATER -> interval.high() < margin;
          case LESS -> interval.low() > -margin;
          case WITHIN -> interval.low() > margin || interval.high() < -margin;
        };
    return holds ? REPRODUCED : fails ? CONTRADICTED : UNDECIDED;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
