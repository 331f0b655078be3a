package org.tombola.lottery.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A point in time of a training, counted from its start or back from its end.
///
/// Written `init` (before the first step), `500` or `2ep` (after so many steps or epochs), `final`
/// (after the last), or `final-30ep` (so long before the end).
///
/// @param fromEnd whether `offset` is counted back from the end
/// @param offset how far from there
public record Moment(boolean fromEnd, Duration offset) {
  public static final Moment INIT = new Moment(false, Duration.iterations(0));
  public static final Moment FINAL = new Moment(true, Duration.iterations(0));

  private static final String END = "final";

  /// A number of steps.
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Moment after(long steps) {
    return new Moment(false, Duration.iterations(steps));
  }

  /// Reads the form above.
  ///
  /// @throws IllegalArgumentException saying what is expected, if the text has another form
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Moment parse(String text) {
    try {
      if (text.equals("init")) {
        return INIT;
      } else if (text.equals(END)) {
        return FINAL;
      } else if (text.startsWith(END + "-")) {
        return new Moment(true, Duration.parse(text.substring(END.length() + 1)));
      }
      return new Moment(false, Duration.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "init, final, steps like 500, epochs like 2ep, or back from the end like final-30ep, not '%s'"
              .formatted(text),
          e);
    }
  }

  /// Whether this is before the first step, however long the training.
  public boolean isInit() {
    return !fromEnd && offset.isZero();
  }

  /// Whether this is after the last step, however long the training.
  public boolean isFinal() {
    return fromEnd && offset.isZero();
  }

  /// The number of steps done by then.
  ///
  /// @param steps of the whole training
  /// @param perEpoch steps of an epoch
  /// @throws InvalidSettings if it lies outside the training
  public int in(int steps, int perEpoch) {
    int distance = offset.in(perEpoch);
    if (distance > steps) {
      throw new InvalidSettings(
          "the moment %s lies outside a training of %d iterations".formatted(this, steps));
    }
    return fromEnd ? steps - distance : distance;
  }

  /// In the form above.
  @JsonValue
  @Override
  public String toString() {
    if (isInit()) {
      return "init";
    }
    return (fromEnd ? END : "")
        + (fromEnd && !offset.isZero() ? "-" : "")
        + (isFinal() ? "" : offset);
  }
}
