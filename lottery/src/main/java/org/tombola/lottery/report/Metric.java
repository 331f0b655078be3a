package org.tombola.lottery.report;

import java.util.Locale;

/// What is measured of every trained network: a column of `results.csv`, and how people read it.
enum Metric {
  EARLY_STOP_ACCURACY(
      "early-stop-accuracy", "Accuracy at early stop", "test accuracy at early stop (%)", true),
  EARLY_STOP_STEP("early-stop-iteration", "Early-stop iteration", "early-stop iteration", false),
  TEST_ACCURACY(
      "test-accuracy", "Accuracy at the end of training", "test accuracy at the end (%)", true),
  TRAIN_ACCURACY(
      "train-accuracy", "Training accuracy at the end", "training accuracy at the end (%)", true),
  EMPTY_LAYERS("empty-layers", "Layers without a weight", "layers without a weight", false),
  SECONDS("training-seconds", "Seconds of training", "seconds of training, tests included", false);

  private final String key;
  private final String title;
  private final String axis;
  private final boolean fraction;

  Metric(String key, String title, String axis, boolean fraction) {
    this.key = key;
    this.title = title;
    this.axis = axis;
    this.fraction = fraction;
  }

  /// What claims call it.
  String key() {
    return key;
  }

  String title() {
    return title;
  }

  /// The label of the y axis, with its unit.
  String axis() {
    return axis;
  }

  double of(ResultRow row) {
    return switch (this) {
      case EARLY_STOP_ACCURACY -> row.earlyStopAccuracy();
      case EARLY_STOP_STEP -> row.earlyStopStep();
      case TEST_ACCURACY -> row.testAccuracy();
      case TRAIN_ACCURACY -> row.trainAccuracy();
      case EMPTY_LAYERS -> row.emptyLayers();
      case SECONDS -> row.seconds();
    };
  }

  /// Fractions are shown in per cent; iterations as they are.
  double scale() {
    return fraction ? 100 : 1;
  }

  boolean isFraction() {
    return fraction;
  }

  /// `0.98213` reads `98.21`, iteration `5300` reads `5,300`, and 12.34 seconds `12.3`.
  String format(double value) {
    String pattern = fraction ? "%.2f" : this == SECONDS ? "%,.1f" : "%,.0f";
    return String.format(Locale.ROOT, pattern, value * scale());
  }
}
