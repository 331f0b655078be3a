package org.tombola.nn.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;

class WeightDecayTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void it_leaves_gates_as_they_are(boolean sgd) {
    List<Parameter> all =
        Stream.of(Role.values())
            .map(role -> new Parameter(role.name(), role, Shape.of(1)))
            .toList();
    all.forEach(p -> p.write(new float[] {2}));
    Optimizer optimizer = sgd ? new Sgd(all, 0, false, 0.1f) : new Adam(all, 0, 0, 1e-8f, 0.1f);
    var nothing =
        Tape.gradients(
            () ->
                all.stream()
                    .map(p -> p.tensor().times(0f).sum())
                    .reduce((a, b) -> a.plus(b))
                    .orElseThrow());
    optimizer.step(nothing, 0.5f);
    for (Parameter p : all) {
      float left = sgd ? 2 - 0.5f * 0.1f * 2 : 2 - 0.5f;
      assertArrayEquals(
          new float[] {p.role() == Role.GATE ? 2 : left}, p.toArray(), 1e-5f, p.name());
    }
    assertEquals(5, all.size());
  }
}
