package org.tombola.lottery.train;

/// Where the time of a training went, in seconds of wall time.
///
/// @param steps all steps: waiting for data, forward, backward, update; without evaluations
/// @param data the part of it in which a step waited for its batch
public record Times(double steps, double data) {
  public static final Times NONE = new Times(0, 0);

  Times plus(long stepNanos, long dataNanos) {
    return new Times(steps + stepNanos * 1e-9, data + dataNanos * 1e-9);
  }
}
