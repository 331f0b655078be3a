package org.tombola.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.engine.Backends;
import org.tombola.engine.Gradients;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Backend;
import org.tombola.nn.models.LeNet300;
import org.tombola.nn.models.Models;
import org.tombola.nn.optim.Adam;
import org.tombola.nn.optim.Optimizer;
import org.tombola.nn.optim.Sgd;

/// What a mask promises: pruned entries are +0 whatever the optimiser carries along, and everything
/// else trains as if the pruned entries did not exist.
class MaskedTrainingTest {
  private static final Map<String, Function<Module, Optimizer>> OPTIMIZERS =
      Map.of(
          "momentum", m -> new Sgd(m, 0.9f, false, 1e-2f),
          "nesterov", m -> new Sgd(m, 0.9f, true, 1e-2f),
          "plain", m -> new Sgd(m, 0f, false, 0f),
          "adam", m -> new Adam(m, Adam.BETA1, Adam.BETA2, Adam.EPSILON, 1e-2f));

  private static final String SPARSE = "cpu:sparse=on";

  static Stream<Arguments> cases() {
    return Golden.backends()
        .flatMap(b -> b.equals("cpu") ? Stream.of(b, SPARSE) : Stream.of(b))
        .flatMap(b -> OPTIMIZERS.keySet().stream().sorted().map(o -> Arguments.of(b, o)));
  }

  /// A residual network of which a tenth is left, with pruned weights skipped and not.
  @Test
  void skipping_pruned_weights_changes_no_result() {
    assumeTrue(Golden.backends().anyMatch("cpu"::equals));
    var dense = new ArrayList<float[]>();
    var sparse = new ArrayList<float[]>();
    on("cpu:conv=direct,sparse=off", () -> pass(dense));
    on("cpu:conv=direct,sparse=on", () -> pass(sparse));
    for (int i = 0; i < dense.size(); i++) {
      double difference = 0;
      double size = 0;
      for (int j = 0; j < dense.get(i).length; j++) {
        difference += Math.pow(sparse.get(i)[j] - dense.get(i)[j], 2);
        size += Math.pow(dense.get(i)[j], 2);
      }
      assertTrue(Math.sqrt(difference) <= 1e-4 * Math.sqrt(size), "result " + i);
    }
  }

  /// Logits of one batch, and the gradients of the weights that are left.
  private static void pass(List<float[]> results) {
    Module network = Models.named("resnet-8").create(Init.KAIMING_NORMAL, new Rng(0));
    var stream = new Rng(3).stream("mask");
    network
        .parameters()
        .filter(p -> p.role() == Role.WEIGHT)
        .forEach(
            p -> {
              float[] zeroOne = new float[p.shape().size()];
              for (int i = 0; i < zeroOne.length; i++) {
                zeroOne[i] = stream.below(i, 10) == 0 ? 1 : 0;
              }
              p.mask(zeroOne);
            });
    float[] pixels = new float[6 * 3 * 32 * 32];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) stream.gaussian(i);
    }
    Tensor x = Tensor.batch(Shape.of(6, 3, 32, 32), pixels);
    var gradients =
        Tape.gradients(
            () -> {
              Tensor logits = network.forward(x, Phase.TRAIN);
              results.add(logits.toArray());
              return logits.softmaxCrossEntropy(new int[] {0, 1, 2, 3, 4, 5}).mean();
            });
    for (Parameter p : network.parameters().toList()) {
      Tensor gradient = gradients.of(p.tensor());
      results.add((p.mask() == null ? gradient : gradient.times(Tensor.wrap(p.mask()))).toArray());
    }
  }

  private static void on(String backendName, Runnable body) {
    try (Backend backend = Backends.open(backendName, 1)) {
      Backends.with(
          backend,
          () -> {
            body.run();
            return backend;
          });
    }
  }

  private static void train(Module network, Optimizer optimizer, int from, int to) {
    for (int step = from; step < to; step++) {
      int now = step;
      optimizer.step(Tape.gradients(() -> Golden.SMALL.loss(network, now)), 0.05f);
    }
  }

  /// Keeps about half of the entries of every weight matrix.
  private static void maskHalf(Module network) {
    var stream = new Rng(3).stream("mask");
    network
        .parameters()
        .filter(p -> p.role() == Role.WEIGHT)
        .forEach(
            p -> {
              float[] zeroOne = new float[p.shape().size()];
              for (int i = 0; i < zeroOne.length; i++) {
                zeroOne[i] = stream.below(i, 2);
              }
              p.mask(zeroOne);
            });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pruned_entries_are_plus_zero_after_every_step(String backendName, String kind) {
    on(
        backendName,
        () -> {
          Module network = Golden.SMALL.network();
          Optimizer optimizer = OPTIMIZERS.get(kind).apply(network);
          train(network, optimizer, 0, 3);
          maskHalf(network);
          assertPrunedAreZero(network, Weights.of(network));
          for (int step = 3; step < 9; step++) {
            train(network, optimizer, step, step + 1);
            assertPrunedAreZero(network, Weights.of(network));
            assertPrunedAreZero(network, optimizer.state().tensors());
          }
        });
  }

  /// In every tensor that belongs to a masked parameter, by the start of its name.
  private static void assertPrunedAreZero(Module network, Weights weights) {
    int pruned = 0;
    for (Parameter p : network.parameters().filter(q -> q.mask() != null).toList()) {
      float[] mask = Tensor.wrap(p.mask()).toArray();
      for (NamedTensor tensor : weights.tensors().values()) {
        for (int i = 0; tensor.name().startsWith(p.name()) && i < mask.length; i++) {
          if (mask[i] == 0f) {
            assertEquals(0, Float.floatToRawIntBits(tensor.at(i)), tensor + " at " + i);
            pruned++;
          }
        }
      }
    }
    assertTrue(pruned > 100 || weights.tensors().isEmpty(), "too few pruned: " + pruned);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void survivors_of_either_sign_train(String backendName, String kind) {
    on(
        backendName,
        () -> {
          Module network = Golden.SMALL.network();
          maskHalf(network);
          Weights before = Weights.of(network);
          Gradients gradients = Tape.gradients(() -> Golden.SMALL.loss(network, 0));
          OPTIMIZERS.get(kind).apply(network).step(gradients, 0.05f);
          int negatives = 0;
          for (Parameter p : network.parameters().toList()) {
            float[] mask = p.mask() == null ? null : Tensor.wrap(p.mask()).toArray();
            float[] gradient = gradients.of(p.tensor()).toArray();
            for (int i = 0; i < gradient.length; i++) {
              if ((mask == null || mask[i] == 1f) && Math.abs(gradient[i]) > 1e-4f) {
                float start = before.get(p.name()).at(i);
                assertNotEquals(start, p.toArray()[i], p + " at " + i + " did not train");
                negatives += start < 0 ? 1 : 0;
              }
            }
          }
          assertTrue(negatives >= 50, "too few negative weights to say anything: " + negatives);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_mask_of_ones_changes_no_bit(String backendName, String kind) {
    on(
        backendName,
        () -> {
          Module free = Golden.SMALL.network();
          Module masked = Golden.SMALL.network();
          for (Parameter p : masked.parameters().toList()) {
            float[] ones = new float[p.shape().size()];
            Arrays.fill(ones, 1f);
            p.mask(ones);
          }
          train(free, OPTIMIZERS.get(kind).apply(free), 0, 5);
          train(masked, OPTIMIZERS.get(kind).apply(masked), 0, 5);
          assertEquals(Weights.of(free), Weights.of(masked));
        });
  }

  /// Hidden units 1, 4 of the first layer and 0 of the second are pruned away with all their
  /// weights and biases; the network without them must learn the same numbers.
  @ParameterizedTest
  @MethodSource("cases")
  void masked_training_is_training_of_the_sub_network(String backendName, String kind) {
    on(
        backendName,
        () -> {
          int[] first = {0, 2, 3, 5, 6, 7, 8, 9, 10, 11};
          int[] second = {1, 2, 3, 4, 5, 6, 7, 8, 9};
          var kept = new LinkedHashMap<String, int[][]>();
          kept.put("fc1.weight", new int[][] {first, upTo(20)});
          kept.put("fc1.bias", new int[][] {first});
          kept.put("fc2.weight", new int[][] {second, first});
          kept.put("fc2.bias", new int[][] {second});
          kept.put("fc3.weight", new int[][] {upTo(5), second});
          kept.put("fc3.bias", new int[][] {upTo(5)});

          Module network = Golden.SMALL.network();
          Module small = LeNet300.of(20, 10, 9, 5, Init.GLOROT_NORMAL, new Rng(0));
          subNetwork(network, kept).into(small);
          for (Parameter p : network.parameters().toList()) {
            float[] zeroOne = new float[p.shape().size()];
            for (int i : indices(p.shape(), kept.get(p.name()))) {
              zeroOne[i] = 1f;
            }
            p.mask(zeroOne);
          }
          train(network, OPTIMIZERS.get(kind).apply(network), 0, 10);
          train(small, OPTIMIZERS.get(kind).apply(small), 0, 10);

          Weights found = subNetwork(network, kept);
          for (NamedTensor expected : Weights.of(small).tensors().values()) {
            for (int i = 0; i < expected.shape().size(); i++) {
              assertEquals(
                  expected.at(i), found.get(expected.name()).at(i), 2e-5f, expected + " at " + i);
            }
          }
        });
  }

  private static Weights subNetwork(Module network, Map<String, int[][]> kept) {
    return Weights.of(
        network
            .parameters()
            .map(
                p -> {
                  int[][] axes = kept.get(p.name());
                  List<Integer> indices = indices(p.shape(), axes);
                  float[] values = new float[indices.size()];
                  for (int i = 0; i < values.length; i++) {
                    values[i] = p.toArray()[indices.get(i)];
                  }
                  Shape shape =
                      axes.length == 1
                          ? Shape.of(axes[0].length)
                          : Shape.of(axes[0].length, axes[1].length);
                  return NamedTensor.of(p.name(), shape, values);
                })
            .toList());
  }

  /// The row-major indices of the kept rows, or of the kept columns of the kept rows.
  private static List<Integer> indices(Shape shape, int[][] axes) {
    var indices = new ArrayList<Integer>();
    for (int row : axes[0]) {
      if (axes.length == 1) {
        indices.add(row);
      } else {
        for (int column : axes[1]) {
          indices.add(row * shape.dim(1) + column);
        }
      }
    }
    return indices;
  }

  private static int[] upTo(int end) {
    return IntStream.range(0, end).toArray();
  }
}
