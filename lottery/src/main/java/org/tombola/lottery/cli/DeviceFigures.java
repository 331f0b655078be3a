package org.tombola.lottery.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tombola.engine.BackendName;
import org.tombola.engine.EngineException;
import org.tombola.engine.spi.Backend;
import org.tombola.nn.models.Models;

/// What `gpu-check` measures of one backend, in a precision: a line at once, and all of it at the
/// end.
final class DeviceFigures {
  static final String SPEED = "speed";
  static final String TRAINING = "training";
  static final String REPLICATES = "replicates";

  private static final String GEMM = "gemm";
  private static final String CUBLAS = "cublas";

  /// How large and how long.
  ///
  /// @param sizes rows of the matrices multiplied
  /// @param images of 128 channels, 32 by 32, that are moved
  /// @param networks that are trained
  /// @param replicates trained at once
  /// @param seconds for each measurement of training; others take a quarter
  record Extent(
      List<Integer> sizes, int images, List<String> networks, int replicates, double seconds) {
    Extent {
      sizes = List.copyOf(sizes);
      networks = List.copyOf(networks);
    }
  }

  private final BackendName name;
  private final String precision;
  private final Function<String, Backend> opener;
  private final Extent extent;
  private final Consumer<String> say;
  private final List<Figure> figures = new ArrayList<>();

  /// @param opener makes further backends of that name
  /// @param say takes a line for a person
  DeviceFigures(
      BackendName name,
      String precision,
      Function<String, Backend> opener,
      Extent extent,
      Consumer<String> say) {
    this.name = name;
    this.precision = precision;
    this.opener = opener;
    this.extent = extent;
    this.say = say;
  }

  List<Figure> measured(Backend device, Collection<String> parts) {
    if (parts.contains(SPEED)) {
      var speed = speedOf(device);
      multiply(speed);
      move(speed);
    }
    if (parts.contains(TRAINING)) {
      extent.networks().forEach(network -> train(network, device));
    }
    if (parts.contains(REPLICATES)) {
      replicate();
    }
    return List.copyOf(figures);
  }

  private DeviceSpeed speedOf(Backend backend) {
    return new DeviceSpeed(backend, extent.images(), extent.seconds() / 4);
  }

  /// Products, beside cuBLAS where there is one.
  private void multiply(DeviceSpeed speed) {
    Optional<Backend> yardstick = yardstick();
    try {
      Optional<DeviceSpeed> its = yardstick.map(this::speedOf);
      for (int n : extent.sizes()) {
        double[] rates = speed.matmul(n, its);
        String what = "matmul " + n;
        if (its.isEmpty()) {
          add(what, rates[0], "GFLOP/s");
        } else {
          add(what, rates[0], "GFLOP/s", rates[1], "cuBLAS");
          add(what + ", cuBLAS", rates[1], "GFLOP/s");
        }
      }
    } finally {
      yardstick.ifPresent(Backend::close);
    }
  }

  private Optional<Backend> yardstick() {
    if (!name.provider().equals("cuda") || CUBLAS.equals(name.choices().get(GEMM))) {
      return Optional.empty();
    }
    try {
      return Optional.of(opener.apply(name.with(Map.of(GEMM, CUBLAS)).toString()));
    } catch (EngineException e) { // a yardstick that is missing or refuses is no fault of ours
      say.accept("  " + Failures.message(e));
      return Optional.empty();
    }
  }

  private void move(DeviceSpeed speed) {
    var traffic = speed.traffic();
    double copy = traffic.copy();
    add("copy", copy, "GB/s");
    add("map", traffic.map(), "GB/s", copy, "copy");
    add("batchNorm", traffic.batchNorm(), "GB/s", copy, "copy");
    add("batchNormGrad", traffic.batchNormGrad(), "GB/s", copy, "copy");
    add("a kernel of many", speed.kernelMicros(), "µs");
    add("a kernel and its result", speed.roundTripMicros(), "µs");
  }

  private void train(String network, Backend device) {
    var settings = Throughput.plainSgd(Throughput.usualBatch(network));
    var measured = Throughput.measure(Models.named(network), settings, 1, extent.seconds(), device);
    add(network, measured.median(), "images/s");
  }

  private void replicate() {
    double alone = microsPerStep(1);
    double each = microsPerStep(extent.replicates());
    add(Replicates.NETWORK + ", a step", alone, "µs");
    String many = "%d at once, a step of each".formatted(extent.replicates());
    add(many, each, "µs", alone, "one alone");
  }

  private double microsPerStep(int count) {
    return Replicates.microsPerStep(count, extent.seconds(), () -> opener.apply(name.toString()));
  }

  private void add(String what, double value, String unit) {
    add(Figure.of(precision, what, value, unit));
  }

  private void add(String what, double value, String unit, double with, String of) {
    add(Figure.compared(precision, what, value, unit, with, of));
  }

  private void add(Figure figure) {
    figures.add(figure);
    say.accept(figure.text());
  }
}
