package org.tombola.bench.layer;

/// One of the three computations that a layer with weights takes part in, all of the same number of
/// operations.
public enum Direction {
  FORWARD("forward"),
  INPUT_GRADIENT("input gradient"),
  WEIGHT_GRADIENT("weight gradient");

  private final String label;

  Direction(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
