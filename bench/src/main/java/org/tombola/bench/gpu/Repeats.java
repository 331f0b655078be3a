package org.tombola.bench.gpu;

import java.util.function.IntToDoubleFunction;

/// How often something is done before the clock is read, so that reading it costs little.
///
/// @param seconds that are enough
/// @param least times, an even number
/// @param most times, so few that a backend still waits when all is noted: that of NVIDIA devices
///   hands over what has become 4096 launches, and a call may be several
public record Repeats(double seconds, int least, int most) {
  /// `least` times, or twice that, or four times, and so on, but not above `most`: as soon as that
  /// takes long enough.
  ///
  /// @param clock seconds of so many times, when all is compiled
  int choose(IntToDoubleFunction clock) {
    int times = least;
    while (times < most && clock.applyAsDouble(times) < seconds) {
      times = Math.min(most, 2 * times);
    }
    return times;
  }
}
