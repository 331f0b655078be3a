package org.tombola.nn.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;

class WeightDecayTest {
  private static final float NUMBER = 2;

  /// One parameter of each role after a step in which the loss asks for nothing.
  private static Map<Role, Float> stepped(boolean sgd, WeightDecay decay) {
    List<Parameter> all =
        Stream.of(Role.values())
            .map(role -> new Parameter(role.name(), role, Shape.of(1)))
            .toList();
    all.forEach(p -> p.write(new float[] {NUMBER}));
    Optimizer optimizer = sgd ? new Sgd(all, 0, false, decay) : new Adam(all, 0, 0, 1e-8f, decay);
    var nothing =
        Tape.gradients(
            () ->
                all.stream()
                    .map(p -> p.tensor().times(0f).sum())
                    .reduce((a, b) -> a.plus(b))
                    .orElseThrow());
    optimizer.step(nothing, 0.5f);
    return all.stream().collect(Collectors.toMap(Parameter::role, p -> p.toArray()[0]));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void it_leaves_gates_as_they_are(boolean sgd) {
    float decayed = sgd ? NUMBER - 0.5f * 0.1f * NUMBER : NUMBER - 0.5f;
    var values = stepped(sgd, WeightDecay.ofAll(0.1f));
    assertEquals(5, values.size());
    values.forEach(
        (role, value) ->
            assertEquals(role == Role.GATE ? NUMBER : decayed, value, 1e-5f, role.name()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void of_weights_only_it_leaves_the_rest_as_it_is(boolean sgd) {
    float decayed = sgd ? NUMBER - 0.5f * 0.1f * NUMBER : NUMBER - 0.5f;
    stepped(sgd, new WeightDecay(0.1f, true))
        .forEach(
            (role, value) ->
                assertEquals(role == Role.WEIGHT ? decayed : NUMBER, value, 1e-5f, role.name()));
  }
}
