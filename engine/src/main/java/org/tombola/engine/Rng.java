package org.tombola.engine;

/// The source of every random number: counter-based, so that a number is a function of where it is
/// used (seed, stream name, index) and never of what was drawn before.
///
/// A stream can start anywhere, adding a layer shifts no other layer's numbers, and a GPU draws the
/// same bits. The generator is Philox 4×32-10 (Salmon et al. 2011, "Parallel random numbers: as
/// easy as 1, 2, 3").
///
/// @param seed the experiment's or replicate's seed
public record Rng(long seed) {
  /// The stream of that name, for example `init/fc1.weight` or `order`. Streams of different names
  /// are independent.
  public RandomStream stream(String name) {
    return new RandomStream(seed, name);
  }
}
