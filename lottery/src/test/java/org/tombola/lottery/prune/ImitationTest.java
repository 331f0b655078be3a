package org.tombola.lottery.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.Examples;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.lottery.Blobs;
import org.tombola.nn.Activations;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Phase;
import org.tombola.nn.Units;
import org.tombola.nn.Weights;
import org.tombola.nn.models.LeNet300;

class ImitationTest {
  private static final int N = 7;
  private static final Module NETWORK = LeNet300.of(16, N, 5, 3, Init.KAIMING_NORMAL, new Rng(1));
  private static final Weights WEIGHTS = Weights.of(NETWORK);
  private static final Examples EXAMPLES = Blobs.examples(300);
  private static final Units UNITS = Units.betweenLinear(NETWORK).getFirst();

  private static Imitation of(List<Integer> some) {
    return Imitation.of(NETWORK, WEIGHTS, UNITS, some, EXAMPLES);
  }

  private static List<Integer> all() {
    return IntStream.range(0, N).boxed().toList();
  }

  /// As it is defined, by what the next layer gets for every example.
  private static double direct(double... shares) {
    WEIGHTS.into(NETWORK);
    float[] x = new float[300 * 16];
    for (int n = 0; n < 300; n++) {
      EXAMPLES.copyTo(n, x, n * 16);
    }
    var active = new ArrayList<float[]>();
    Activations.watched(
        (layer, out) -> {
          if (layer.equals("fc1")) {
            active.add(out.toArray());
          }
        },
        () -> NETWORK.forward(Tensor.batch(Shape.of(300, 1, 4, 4), x), Phase.EVAL));
    float[] units = active.getFirst();
    NamedTensor reads = WEIGHTS.get("fc2.weight");
    double loss = 0;
    double whole = 0;
    for (int n = 0; n < 300; n++) {
      for (int o = 0; o < 5; o++) {
        double got = 0;
        double full = 0;
        for (int i = 0; i < N; i++) {
          double its = (double) reads.at(o * N + i) * units[n * N + i];
          got += N * shares[i] * its;
          full += its;
        }
        loss += (got - full) * (got - full);
        whole += full * full;
      }
    }
    return loss / whole;
  }

  private static double[] equal(Integer... units) {
    double[] shares = new double[N];
    for (int unit : units) {
      shares[unit] += 1.0 / units.length;
    }
    return shares;
  }

  @Test
  void steps_are_the_best_there_are() {
    Imitation imitation = of(all());
    int first = best(List.of());
    int second = best(List.of(first));
    double[] losses = imitation.fixedStep(2);
    assertEquals(direct(equal(first)), losses[0], 1e-5 * losses[0]);
    double pair = Math.min(direct(equal(first, second)), direct(equal(first, first)));
    assertEquals(pair, losses[1], 1e-5 * losses[1]);
    assertEquals(List.of(first, second, best(List.of(first, second))), imitation.order(3));
    assertEquals(N, imitation.order(N).stream().distinct().count());
  }

  /// Of units that are not chosen yet, by brute force.
  private static int best(List<Integer> chosen) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int unit = 0; unit < N; unit++) {
      var with = new ArrayList<>(chosen);
      with.add(unit);
      double loss = direct(equal(with.toArray(Integer[]::new)));
      if (!chosen.contains(unit) && loss < least) {
        best = unit;
        least = loss;
      }
    }
    return best;
  }

  @Test
  void a_searched_step_is_at_least_as_good_and_ends_at_nothing() {
    double[] searched = of(all()).lineSearch(400);
    double[] fixed = of(all()).fixedStep(2);
    assertEquals(fixed[0], searched[0], 1e-12);
    assertTrue(searched[1] <= fixed[1]);
    for (int n = 1; n < searched.length; n++) {
      assertTrue(searched[n] <= searched[n - 1] + 1e-12, "step " + n);
    }
    assertTrue(searched[399] < 1e-9, "all units with equal shares: " + searched[399]);
  }

  @Test
  void units_that_are_gone_are_not_in_the_mean() {
    Imitation some = of(List.of(1, 4));
    assertEquals(List.of(0, 1), some.order(2).stream().sorted().toList());
    assertEquals(0, some.fixedStep(2)[1], 1e-12, "both of two");
  }

  @Test
  void the_units_of_linear_layers_are_found() {
    assertEquals(
        List.of("fc1.weight", "fc2.weight"),
        Units.betweenLinear(NETWORK).stream().map(Units::from).toList());
  }
}
