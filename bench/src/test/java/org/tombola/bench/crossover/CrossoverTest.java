package org.tombola.bench.crossover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.bench.ladder.Rounds;
import org.tombola.bench.layer.Direction;
import org.tombola.bench.layer.Layer;
import org.tombola.engine.Backends;

class CrossoverTest {
  private static Curve curve(double dense, Double... sparse) {
    Layer layer = Layer.parse("linear-1x1-1");
    return new Curve(
        layer, Direction.FORWARD, dense, List.of(0.5, 0.2, 0.1), List.of(sparse), 0.25);
  }

  @Test
  void crosses_where_the_line_between_two_densities_does() {
    assertEquals(0.4, curve(4, 5.0, 2.0, 1.0).crossing(), 1e-12);
    assertEquals(0.15, curve(1.5, 5.0, 2.0, 1.0).crossing(), 1e-12);
    assertEquals(2, curve(4, 5.0, 2.0, 1.0).speedUp(1));
  }

  @Test
  void may_be_faster_at_every_density_or_at_none() {
    assertEquals(1, curve(6, 5.0, 2.0, 1.0).crossing());
    assertEquals(0, curve(1, 5.0, 2.0, 1.0).crossing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"linear-40x33-20", "conv-33x16x6x6-20x3x3-s1-p1"})
  void what_a_backend_chooses_shows_in_what_it_computes(String word) {
    Layer layer = Layer.parse(word);
    for (Direction direction : Direction.values()) {
      assertEquals(0, Rule.threshold(layer, direction, Backends.open("cpu:sparse=off", 1)));
      assertEquals(1, Rule.threshold(layer, direction, Backends.open("cpu:sparse=on", 1)));
    }
  }

  @Test
  void every_direction_has_a_curve() {
    Crossover crossover = new Crossover(new Rounds(0, 0, 1), List.of(0.5, 0.1));
    List<Curve> curves = crossover.curves(Layer.parse("linear-40x33-20"));
    assertEquals(List.of(Direction.values()), curves.stream().map(Curve::direction).toList());
    curves.forEach(curve -> assertEquals(2, curve.sparse().size()));
  }
}
