package org.tombola.lottery.cli;

import org.jspecify.annotations.Nullable;

/// One measured number.
///
/// @param precision what products multiply in
/// @param share of another number measured in the same run, in turn; null if there is none
/// @param of what that other number is; null with it
record Figure(
    String precision,
    String what,
    double value,
    String unit,
    @Nullable Double share,
    @Nullable String of) {
  /// With nothing to compare it with.
  static Figure of(String precision, String what, double value, String unit) {
    return new Figure(precision, what, value, unit, null, null);
  }

  static Figure compared(
      String precision, String what, double value, String unit, double with, String of) {
    return new Figure(precision, what, value, unit, value / with, of);
  }

  /// A line of the table.
  String text() {
    String number = value < 1000 ? "%,12.2f" : "%,12.0f";
    String line = ("  %-26s " + number + " %s").formatted(what, value, unit);
    return share == null ? line : "%-52s %5.0f %% of %s".formatted(line, 100 * share, of);
  }
}
