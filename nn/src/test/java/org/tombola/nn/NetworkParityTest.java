package org.tombola.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.engine.Backends;
import org.tombola.engine.Gradients;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.engine.spi.Backend;
import org.tombola.nn.optim.Adam;
import org.tombola.nn.optim.Optimizer;
import org.tombola.nn.optim.Sgd;

/// Every family of networks against PyTorch in double precision: one pass of training with its
/// gradients and statistics, one of evaluation, and the state after ten steps of training.
///
/// Errors are lengths of differences over lengths, see [Formula#sketch].
///
/// The reference backend, plain loops, takes minutes for the large networks and leaves them out
/// unless the system property `tombola.slow` is true: `mvn test -Dtombola.slow=true`.
///
/// All of this is computed by direct convolution. With Winograd's, where a backend has it, what a
/// pass computes may differ [#WINOGRAD] times as much, and gradients its square: one ReLU that
/// flips moves a gradient of a deep network by a percent.
///
/// Every test opens a backend of its own with one thread, so they run side by side.
@Execution(ExecutionMode.CONCURRENT)
class NetworkParityTest {
  private static final double FORWARD = 1e-5;
  private static final double GRADIENT = 1e-4;
  private static final double WINOGRAD = 10;

  /// Of all gradients together: what is smaller is compared with this.
  private static final double NEGLIGIBLE = 1e-6;

  private static final int STEPS = 10;
  private static final float LEARNING_RATE = 1e-3f;

  /// Rounding of one float32 update.
  private static final double ROUNDING = 6e-8;

  private static final boolean SLOW = Boolean.getBoolean("tombola.slow");

  /// What plain loops take too long for, unless [#SLOW].
  private static final Set<String> NOT_ON_REFERENCE =
      Set.of(
          "conv-2-3x32x32",
          "conv-4-3x32x32",
          "conv-6-3x32x32",
          "vgg-11-3x32x32",
          "vgg-16-3x32x32",
          "resnet-20-w2-3x32x32",
          "resnet-18-3x64x64",
          "resnet-18-cifar-3x16x16",
          "resnet-18-cifar-3x32x32",
          "resnet-34-3x64x64",
          "resnet-50-3x64x64",
          "resnet-50-cifar-3x16x16",
          "wrn-22-2-3x32x32");

  /// Large networks whose layers occur in smaller ones; left out unless [#SLOW].
  private static final Set<String> NOT_TWICE =
      Set.of(
          "vgg-16-3x32x32",
          "resnet-18-3x64x64",
          "resnet-18-cifar-3x32x32",
          "resnet-34-3x64x64",
          "resnet-50-3x64x64",
          "resnet-50-cifar-3x16x16");

  static Stream<Arguments> passes() {
    return Golden.backends()
        .flatMap(
            backend ->
                NetworkGolden.all().stream()
                    .filter(
                        g ->
                            SLOW
                                || !backend.equals("reference")
                                || !NOT_ON_REFERENCE.contains(g.name()))
                    .map(golden -> Arguments.of(backend, golden)));
  }

  static List<NetworkGolden> networks() {
    return NetworkGolden.all().stream()
        .filter(golden -> SLOW || !NOT_TWICE.contains(golden.name()))
        .toList();
  }

  static Stream<Arguments> trainings() {
    return Golden.backends()
        .flatMap(
            backend ->
                NetworkGolden.all().stream()
                    .flatMap(
                        golden ->
                            Stream.of("sgd", "adam")
                                .filter(golden::has)
                                .map(kind -> Arguments.of(backend, golden, kind))));
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("passes")
  void a_pass_of_training_and_one_of_evaluation(String backendName, NetworkGolden golden) {
    pass(backendName + ":conv=direct", golden, 1);
  }

  @ParameterizedTest(name = "{0} by Winograd's convolution")
  @MethodSource("networks")
  void a_pass_by_fast_convolution(NetworkGolden golden) {
    pass(Backends.AUTO, golden, WINOGRAD);
  }

  private static void pass(String backendName, NetworkGolden golden, double slack) {
    try (Backend backend = Backends.open(backendName, 1)) {
      Backends.with(
          backend,
          () -> {
            Module network = golden.network();
            Workspace.poisoning(backend).step(() -> train(golden, network, slack));
            network
                .buffers()
                .forEach(b -> forward(golden, "statistics/" + b.name(), b.toArray(), slack));
            Tensor logits = network.forward(golden.images(0), Phase.EVAL);
            forward(golden, "evaluation", logits.toArray(), slack);
            return null;
          });
    }
  }

  private static Void train(NetworkGolden golden, Module network, double slack) {
    var logits = new Tensor[1];
    Gradients gradients =
        Tape.gradients(
            () -> {
              logits[0] = network.forward(golden.images(0), Phase.TRAIN);
              return golden.loss(logits[0], 0);
            });
    forward(golden, "logits", logits[0].toArray(), slack);
    forward(golden, "loss", gradients.loss().toArray(), slack);
    double negligible = NEGLIGIBLE * golden.gradientNorm();
    List<Parameter> parameters = network.parameters().toList();
    for (Parameter p : parameters) {
      String key = "gradient/" + p.name();
      double size = Math.max(Formula.norm(golden.sketch(key)), negligible);
      double allowed = slack * slack * Math.max(GRADIENT, 3 * golden.ownError(key)) * size;
      check(golden, key, gradients.of(p.tensor()).toArray(), allowed);
    }
    long expected =
        golden.file().entries().keySet().stream().filter(k -> k.startsWith("gradient/")).count();
    assertEquals(expected, parameters.size(), golden + ": parameters");
    return null;
  }

  @ParameterizedTest(name = "{1} on {0}, {2}")
  @MethodSource("trainings")
  void state_after_ten_steps(String backendName, NetworkGolden golden, String kind) {
    try (Backend backend = Backends.open(backendName + ":conv=direct", 1)) {
      Backends.with(
          backend,
          () -> {
            Module network = golden.network();
            Optimizer optimizer =
                kind.equals("sgd")
                    ? new Sgd(network, 0.9f, false, 1e-4f)
                    : new Adam(network, Adam.BETA1, Adam.BETA2, 1e-3f, 0f);
            Workspace workspace = Workspace.poisoning(backend);
            for (int step = 0; step < STEPS; step++) {
              int now = step;
              workspace.step(
                  () -> {
                    optimizer.step(Tape.gradients(() -> loss(golden, network, now)), LEARNING_RATE);
                    return null;
                  });
            }
            network.state().forEach(state -> moved(golden, kind + "/" + state.name(), state));
            return null;
          });
    }
  }

  private static Tensor loss(NetworkGolden golden, Module network, int step) {
    return golden.loss(network.forward(golden.images(step), Phase.TRAIN), step);
  }

  private static void forward(NetworkGolden golden, String key, float[] found, double slack) {
    check(golden, key, found, slack * FORWARD * Formula.norm(golden.sketch(key)));
  }

  /// Relative to how far the state moved, since most of a weight is where it began; and the
  /// rounding of ten updates.
  private static void moved(NetworkGolden golden, String key, State state) {
    double[] expected = golden.sketch(key);
    double moved = Formula.distance(expected, Formula.sketch(NetworkGolden.start(state)));
    double allowed = GRADIENT * moved + STEPS * ROUNDING * Formula.norm(expected);
    check(golden, key, state.toArray(), allowed);
  }

  private static void check(NetworkGolden golden, String key, float[] found, double allowed) {
    double[] expected = golden.sketch(key);
    double[] sketch = Formula.sketch(found);
    assertEquals(expected.length, sketch.length, golden + ", " + key + ": size");
    double got = Formula.distance(expected, sketch);
    assertTrue(
        got <= allowed,
        () ->
            "%s, %s: off by %.3g of %.3g, allowed %.3g"
                .formatted(golden, key, got, Formula.norm(expected), allowed));
  }
}
