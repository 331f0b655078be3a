package org.tombola.bench.gpu;

/// A call of a verb, many times, and then one answer.
///
/// Verbs only note what is to be done; the backend hands it over when somebody reads, and what it
/// has handed over before is then one graph. So the clock starts when all calls are noted, and the
/// time is the device's, but for finding the graph, one start and one answer. A backend that began
/// at once would look too fast.
final class Repeated {
  private final Lane lane;
  private final Runnable call;
  private final int times;

  Repeated(Lane lane, Runnable call, Repeats repeats) {
    this.lane = lane;
    this.call = call;
    seconds(1); // kernels are compiled here
    times = repeats.choose(this::seconds);
  }

  /// How many calls it is.
  int times() {
    return times;
  }

  /// Does it, and says how long it took.
  double seconds() {
    return seconds(times);
  }

  private double seconds(int calls) {
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    long start = System.nanoTime();
    lane.finish();
    return (System.nanoTime() - start) * 1e-9;
  }
}
