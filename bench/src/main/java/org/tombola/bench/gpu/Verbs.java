package org.tombola.bench.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.tombola.bench.gemm.GemmLadder;
import org.tombola.bench.kernels.Suite;
import org.tombola.bench.kernels.WithoutJmh;
import org.tombola.bench.kernels.Work;
import org.tombola.bench.ladder.Rounds;
import org.tombola.bench.ladder.Timing;
import org.tombola.bench.layer.Direction;
import org.tombola.bench.layer.Layer;
import org.tombola.bench.layer.Numbers;
import org.tombola.bench.layer.Operands;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// Times the verbs of backends: all backends, and all verbs on one shape, in turns.
public final class Verbs {
  /// What is to be timed.
  private record Asked(String verb, String shape, Lane lane, Work work, Runnable call) {}

  private final Rounds rounds;
  private final Repeats repeats;

  /// @param repeats of a call before an answer is waited for
  public Verbs(Rounds rounds, Repeats repeats) {
    this.rounds = rounds;
    this.repeats = repeats;
  }

  /// The benchmarks of one of [WithoutJmh#suites].
  public List<Row> suite(Suite suite, String shape, Lane lane) {
    return time(
        WithoutJmh.calls(suite, shape, lane.on()).stream()
            .map(call -> new Asked(call.name(), shape, lane, call.work(), call.run()))
            .toList());
  }

  /// C = A · B, square matrices of `n` rows.
  public List<Row> product(int n, List<Lane> lanes) {
    Work work = new Work(GemmLadder.flops(n), 3.0 * Float.BYTES * n * n);
    return time(
        lanes.stream()
            .map(lane -> new Asked("matmul", "" + n, lane, work, product(n, lane.on())))
            .toList());
  }

  private static Runnable product(int n, Backend on) {
    Shape square = Shape.of(n, n);
    Storage a = Numbers.store(on, Kind.PLAIN, square, 1);
    Storage b = Numbers.store(on, Kind.PLAIN, square, 2);
    Storage c = on.allocate(Kind.PLAIN, square);
    return () -> on.matmul(false, false, a, b, c);
  }

  /// The three directions of a layer.
  public List<Row> layer(Layer layer, List<Lane> lanes) {
    Work work = new Work(layer.flops(), layer.bytes());
    List<Asked> asked = new ArrayList<>();
    for (Lane lane : lanes) {
      Operands operands = new Operands(layer, lane.on());
      Storage weights = operands.weights(1, 0f);
      for (Direction direction : Direction.values()) {
        Runnable call = () -> operands.run(direction, weights);
        asked.add(new Asked("" + direction, "" + layer, lane, work, call));
      }
    }
    return time(asked);
  }

  private List<Row> time(List<Asked> all) {
    List<Repeated> repeated =
        all.stream().map(asked -> new Repeated(asked.lane(), asked.call(), repeats)).toList();
    List<Timing> timings =
        rounds.clocked(repeated.stream().<DoubleSupplier>map(r -> r::seconds).toList());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Asked asked = all.get(i);
      Timing timing = timings.get(i).part(repeated.get(i).times());
      rows.add(new Row(asked.verb(), asked.shape(), asked.lane().name(), asked.work(), timing));
    }
    return rows;
  }
}
