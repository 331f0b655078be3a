package org.tombola.lottery.claim;

/// A side of a claim that a run has no number for; the message says what it has instead.
final class NotMeasured extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotMeasured(String message) {
    super(message);
  }
}
