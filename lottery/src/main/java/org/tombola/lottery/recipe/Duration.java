package org.tombola.lottery.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/// How long something takes in training: a number of iterations (steps), or of epochs (passes over
/// the training set), which become iterations once batch and data set are known.
///
/// Written `5000` or `8ep`, also `0.5ep`. Kept in one spelling: `8.0ep` is `8ep`.
///
/// @param amount at least 0; whole where the unit is [Unit#ITERATION]
public record Duration(BigDecimal amount, Unit unit) {
  public enum Unit {
    ITERATION,
    EPOCH
  }

  /// Nothing may be longer, in either unit: steps are counted in an `int`.
  private static final int MOST = 100_000_000;

  private static final String EXPECTED =
      "a whole number of iterations below 100000001, like 5000, or a number of epochs, like 8ep";

  public Duration {
    if (amount.signum() < 0
        || amount.compareTo(BigDecimal.valueOf(MOST)) > 0
        || (unit == Unit.ITERATION && amount.stripTrailingZeros().scale() > 0)) {
      throw new IllegalArgumentException(EXPECTED + ", not " + amount);
    }
    amount = new BigDecimal(amount.stripTrailingZeros().toPlainString());
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Duration iterations(long count) {
    return new Duration(BigDecimal.valueOf(count), Unit.ITERATION);
  }

  public static Duration epochs(double count) {
    return new Duration(BigDecimal.valueOf(count), Unit.EPOCH);
  }

  /// Reads the form above.
  ///
  /// @throws IllegalArgumentException saying what is expected, if the text has another form
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Duration parse(String text) {
    if (text.matches("[0-9]{1,12}")) {
      return new Duration(new BigDecimal(text), Unit.ITERATION);
    } else if (text.matches("[0-9]{1,9}([.][0-9]{1,6})?ep")) {
      return new Duration(new BigDecimal(text.substring(0, text.length() - 2)), Unit.EPOCH);
    }
    throw new IllegalArgumentException("%s, not '%s'".formatted(EXPECTED, text));
  }

  /// Whether this is no time at all, in any unit.
  public boolean isZero() {
    return amount.signum() == 0;
  }

  /// The number of iterations: epochs are multiplied and rounded to the nearest, but never to 0
  /// unless there are 0 epochs.
  ///
  /// @param perEpoch iterations of one epoch
  /// @throws InvalidSettings if that is more than a training can have
  public int in(int perEpoch) {
    if (unit == Unit.ITERATION || isZero()) {
      return amount.intValueExact();
    }
    double steps = amount.doubleValue() * perEpoch;
    if (steps > MOST) {
      throw new InvalidSettings(
          "%s are more than %d iterations of %d an epoch".formatted(this, MOST, perEpoch));
    }
    return (int) Math.max(1, Math.round(steps));
  }

  /// `5000` or `8ep`.
  @JsonValue
  @Override
  public String toString() {
    return amount.toPlainString() + (unit == Unit.EPOCH ? "ep" : "");
  }
}
