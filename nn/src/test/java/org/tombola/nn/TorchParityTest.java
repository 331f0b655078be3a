package org.tombola.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.engine.Backends;
import org.tombola.engine.Tape;
import org.tombola.engine.Workspace;
import org.tombola.engine.spi.Backend;
import org.tombola.nn.optim.Adam;
import org.tombola.nn.optim.Optimizer;
import org.tombola.nn.optim.Sgd;

/// LeNet-300-100 and a small copy against PyTorch in double precision: logits, loss, gradients, and
/// the weights after ten steps of each optimiser, on every backend.
class TorchParityTest {
  private static final int STEPS = 10;

  static Stream<Arguments> cases() {
    return Golden.backends()
        .flatMap(name -> Stream.of(Golden.values()).map(net -> Arguments.of(name, net)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void logits_loss_and_gradients(String backendName, Golden net) throws Exception {
    SafeTensors expected = Golden.file();
    try (Backend backend = Backends.open(backendName, 1)) {
      Backends.with(
          backend,
          () -> {
            Module network = net.network();
            assertClose(expected, key(net, "logits"), net.logits(network, 0).toArray(), 1e-5);
            var gradients = Tape.gradients(() -> net.loss(network, 0));
            assertClose(expected, key(net, "loss"), gradients.loss().toArray(), 1e-5);
            List<Parameter> parameters = network.parameters().toList();
            assertEquals(6, parameters.size());
            for (Parameter p : parameters) {
              float[] found = Golden.kept(gradients.of(p.tensor()).toArray());
              assertClose(expected, key(net, "gradient/" + p.name()), found, 1e-5);
            }
            return null;
          });
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weights_after_ten_steps(String backendName, Golden net) throws Exception {
    SafeTensors expected = Golden.file();
    try (Backend backend = Backends.open(backendName, 1)) {
      for (String kind : List.of("sgd", "momentum", "nesterov", "adam", "adam-decay")) {
        Backends.with(
            backend,
            () -> {
              Module network = net.network();
              train(net, network, kind, new Workspace(backend));
              Weights start = Weights.of(net.network());
              for (Parameter p : network.parameters().toList()) {
                float[] before = Golden.kept(start.get(p.name()).toArray());
                float[] found = Golden.kept(p.toArray());
                assertMoved(expected, key(net, kind + "/" + p.name()), before, found);
              }
              return null;
            });
      }
    }
  }

  private static void train(Golden net, Module network, String kind, Workspace workspace) {
    boolean adam = kind.startsWith("adam");
    float rate = adam ? 1.2e-3f : kind.equals("sgd") ? 0.1f : 0.05f;
    Optimizer optimizer = optimizer(kind, network);
    for (int step = 0; step < STEPS; step++) {
      int now = step;
      workspace.step(
          () -> {
            optimizer.step(Tape.gradients(() -> net.loss(network, now)), rate);
            return null;
          });
    }
  }

  private static Optimizer optimizer(String kind, Module network) {
    return switch (kind) {
      case "sgd" -> new Sgd(network, 0f, false, 0f);
      case "momentum" -> new Sgd(network, 0.9f, false, 1e-4f);
      case "nesterov" -> new Sgd(network, 0.9f, true, 1e-4f);
      case "adam" -> new Adam(network);
      case "adam-decay" -> new Adam(network, Adam.BETA1, Adam.BETA2, Adam.EPSILON, 1e-2f);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static String key(Golden net, String rest) {
    return net.name().toLowerCase(Locale.ROOT) + "/" + rest;
  }

  /// Relative to the largest element.
  private static void assertClose(SafeTensors file, String key, float[] found, double tolerance) {
    float[] expected = file.tensor(key).toArray();
    check(key, expected, found, tolerance * largest(expected));
  }

  /// Relative to how far the farthest weight moved, since most of a weight is where it began; and
  /// the rounding of ten float32 updates.
  private static void assertMoved(SafeTensors file, String key, float[] before, float[] found) {
    float[] expected = file.tensor(key).toArray();
    float[] moved = new float[expected.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = expected[i] - before[i];
    }
    check(key, expected, found, 1e-4 * largest(moved) + STEPS * 6e-8 * largest(expected));
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static void check(String key, float[] expected, float[] found, double tolerance) {
    assertEquals(expected.length, found.length, key);
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs((double) expected[i] - found[i]);
      worst = Math.max(worst, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
    }
    assertTrue(worst <= tolerance, key + ": off by " + worst + ", allowed " + tolerance);
  }
}
