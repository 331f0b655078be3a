package org.tombola.lottery.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.datasets.Batches;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Buffer;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.State;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

class TrainableTest {
  private final Module network =
      Models.create("resnet-8", Shape.of(1, 4, 4), 3, Init.KAIMING_NORMAL, new Rng(0));

  /// What a training with momentum and weight decay changed.
  private Weights[] train(String trainable) throws InterruptedException {
    var settings =
        Settings.ofKeys(
                Map.of(
                    "train.batch", "16",
                    "train.iterations", "3",
                    "train.optimizer.momentum", "0.9",
                    "train.optimizer.weight-decay", "0.1"))
            .train();
    var batches = new Batches(Blobs.examples(60), 16, new Rng(0));
    Weights before = Weights.of(network);
    Trainer.of(
            network,
            settings,
            Plan.of(settings, batches.perEpoch()),
            Trainable.parse(trainable),
            new Rng(5),
            batches,
            Evaluator.streaming(Blobs.examples(20)),
            new Listener() {})
        .run();
    return new Weights[] {before, Weights.of(network)};
  }

  private Set<String> changed(Weights[] training) {
    var names = new TreeSet<String>();
    for (State state : network.state().toList()) {
      if (!(state instanceof Buffer)
          && !training[0].get(state.name()).equals(training[1].get(state.name()))) {
        names.add(state.name());
      }
    }
    return names;
  }

  @ParameterizedTest
  @CsvSource({
    "all, .*",
    "norm, '.*(bn[12]|shortcut\\.1)\\..*'",
    "output, 'linear\\..*'",
    "shortcut, '.*shortcut\\.0\\.weight'",
    "norm+output, '(linear\\..*|.*(bn[12]|shortcut\\.1)\\..*)'",
    "not-norm, '(linear\\..*|.*conv[12]\\.weight|.*shortcut\\.0\\.weight)'"
  })
  void trains_its_groups_and_leaves_the_others_to_the_last_bit(String trainable, String names)
      throws InterruptedException {
    var expected = new TreeSet<String>();
    network.parameters().filter(p -> p.name().matches(names)).forEach(p -> expected.add(p.name()));
    assertEquals(expected, changed(train(trainable)));
  }

  @Test
  void within_a_mask_its_weights_are_trained_and_biases_as_ever() {
    Mask dense = Mask.dense(network);
    NamedMask layer = dense.layer("conv1.weight");
    boolean[] keeps = new boolean[layer.shape().size()];
    keeps[3] = true;
    Mask mask = dense.with(List.of(NamedMask.of("conv1.weight", layer.shape(), keeps)));
    var some = Trainable.parse("all").within(mask).of(network, new Rng(0));
    var trained = new HashMap<String, boolean[]>();
    some.parts().forEach((p, which) -> trained.put(p.name(), which));
    assertArrayEquals(keeps, trained.get("conv1.weight"));
    assertEquals(mask.layers().size(), trained.size());
    assertTrue(some.whole().stream().anyMatch(p -> p.name().equals("linear.bias")));
    var few = Trainable.parse("channel-2").within(mask).of(network, new Rng(0));
    few.parts().entrySet().stream()
        .filter(part -> part.getKey().name().equals("conv1.weight"))
        .forEach(
            part -> {
              for (int i = 0; i < keeps.length; i++) {
                assertTrue(keeps[i] || !part.getValue()[i], "both must choose " + i);
              }
            });
  }

  @Test
  void running_statistics_go_on_whatever_is_trained() throws InterruptedException {
    Weights[] output = train("output");
    assertNotEquals(output[0].get("bn1.running_mean"), output[1].get("bn1.running_mean"));
  }

  @Test
  void the_control_trains_as_many_weights_as_a_normalisation_has() throws InterruptedException {
    Weights[] training = train("channel-2");
    int count = 0;
    for (String name : changed(training)) {
      assertTrue(name.contains("conv") || name.contains("shortcut.0"), name);
      Shape shape = training[0].get(name).shape();
      int filter = shape.size() / shape.dim(0);
      for (int channel = 0; channel < shape.dim(0); channel++) {
        int moved = 0;
        for (int i = channel * filter; i < (channel + 1) * filter; i++) {
          moved += training[0].get(name).at(i) == training[1].get(name).at(i) ? 0 : 1;
        }
        assertTrue(moved <= 2, name);
        count += moved;
      }
    }
    long norms =
        network
            .parameters()
            .filter(p -> p.role().name().startsWith("NORM"))
            .mapToLong(p -> p.shape().size())
            .sum();
    assertTrue(count > 0.9 * norms && count <= norms, count + " of " + norms);
  }

  @Test
  void what_is_no_group_is_refused_naming_it() {
    for (String text : List.of("", "bn", "norm+", "channel-0", "not-all")) {
      var thrown = assertThrows(InvalidSettings.class, () -> Trainable.parse(text));
      assertTrue(thrown.getMessage().contains("channel-N"), thrown.getMessage());
    }
  }
}
