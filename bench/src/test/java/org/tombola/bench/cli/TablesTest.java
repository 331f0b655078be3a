package org.tombola.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.bench.crossover.Curve;
import org.tombola.bench.kernels.Work;
import org.tombola.bench.layer.Direction;
import org.tombola.bench.layer.Layer;

class TablesTest {
  @Test
  void a_kernel_is_compared_with_the_limit_that_is_nearer() {
    KernelTable table = new KernelTable();
    table.add("product", "256", "cpu", 1e-3, 0.5e-3, 2e-3, new Work(50e6, 1e6));
    table.add("copy", "8", "", 1e-3, 1e-3, 1e-3, new Work(0, 3e6));
    table.add("step", "lenet-5", "cpu", 1e-3, 1e-3, 1e-3, new Work(20e6, 0));
    assertEquals(
        """
        | benchmark | shape | backend | µs | rounds | GFLOP/s | GB/s | of limit |
        |---|---|---|---|---|---|---|---|
        | product | 256 | cpu | 1000 | 500–2000 | 50.0 | 1.00 | 50 % of peak |
        | copy | 8 |  | 1000 | 1000–1000 |  | 3.00 | 75 % of copy |
        | step | lenet-5 | cpu | 1000 | 1000–1000 | 20.0 |  | 20 % of peak |
        """,
        table.text(100e9, _ -> 4e9));
  }

  @Test
  void a_crossover_has_a_gain_for_each_density() {
    Layer layer = Layer.parse("linear-1x1-1");
    List<Double> densities = List.of(0.2, 0.02);
    var half = new Curve(layer, Direction.FORWARD, 2e-6, densities, List.of(4e-6, 1e-6), 0.25);
    var never = new Curve(layer, Direction.INPUT_GRADIENT, 1e-6, densities, List.of(4e-6, 2e-6), 0);
    assertEquals(
        """
        | layer | direction | dense µs | × at 20 % | × at 2 % | faster below | chosen below |
        |---|---|---|---|---|---|---|
        | linear-1x1-1 | forward | 2.00 | 0.50 | 2.00 | 8 % | 25 % |
        | linear-1x1-1 | input gradient | 1.00 | 0.25 | 0.50 | none | none |
        """,
        CrossoverTable.text(densities, List.of(half, never)));
  }
}
