package org.tombola.lottery.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.NormInit;
import org.tombola.nn.models.Models;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The arguments by which a command is told a network: its name, and what it is built for where
/// that is not what the name's papers used.
final class NetworkArguments {
  @Parameters(paramLabel = "NETWORK", description = "See `list networks`.")
  private String name = "";

  @Option(
      names = "--input-shape",
      paramLabel = "CxHxW",
      description = "Channels, height and width of a sample (default: the network's own).")
  private @Nullable Shape inputShape;

  @Option(
      names = "--classes",
      paramLabel = "K",
      description = "Outputs (default: the network's own, mostly 10).")
  private @Nullable Integer classes;

  String name() {
    return name;
  }

  /// (C, H, W).
  Shape input() {
    return Optional.ofNullable(inputShape).orElseGet(() -> Models.named(name).input());
  }

  int classes() {
    return Optional.ofNullable(classes).orElseGet(() -> Models.named(name).classes());
  }

  /// A network with fresh weights on the current backend.
  ///
  /// @throws org.tombola.engine.UnknownName if there is no such network
  /// @throws org.tombola.nn.BadSetting if it cannot be built for such samples or so many classes
  Module create(Init init, NormInit norms, long seed) {
    var initializer = new Initializer(init, norms, new Rng(seed));
    return Models.create(name, input(), classes(), initializer);
  }

  /// What it is, for the metadata of a file.
  Map<String, String> metadata() {
    String shape =
        Arrays.stream(input().dims()).mapToObj(String::valueOf).collect(Collectors.joining("x"));
    return Map.of(
        "network", name, "input", shape, "classes", Integer.toString(classes()), "format", "pt");
  }

  /// A network whose weights are about to be replaced.
  ///
  /// @param shapes what differs from the network's usual ones
  Module create(Map<String, Shape> shapes) {
    var initializer = new Initializer(Init.BINARY, NormInit.ONE, new Rng(0), shapes);
    return Models.create(name, input(), classes(), initializer);
  }
}
