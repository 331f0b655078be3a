package org.tombola.nn;

/// What a network is being run for. Layers that behave differently (dropout, batch normalisation)
/// look at it; the others pass it on.
public enum Phase {
  TRAIN,
  EVAL
}
