package org.tombola.lottery.analysis;

/// A number that was found: a row of `analyses.csv`.
///
/// @param statistic what it is
/// @param x where on a curve; NaN for a number by itself
/// @param value in the unit that `docs/analyses.md` gives
public record Finding(String statistic, double x, double value) {
  static Finding of(String statistic, double value) {
    return new Finding(statistic, Double.NaN, value);
  }
}
