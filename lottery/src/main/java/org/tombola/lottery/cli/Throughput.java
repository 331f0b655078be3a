package org.tombola.lottery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.tombola.datasets.Batches;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.spi.Backend;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Pruner;
import org.tombola.lottery.recipe.Duration;
import org.tombola.lottery.recipe.OptimizerSettings;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.lottery.recipe.ScheduleSettings;
import org.tombola.lottery.recipe.TrainSettings;
import org.tombola.lottery.train.Evaluator;
import org.tombola.lottery.train.Listener;
import org.tombola.lottery.train.Trainer;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

/// How many images a second a network trains on: the loop of a real run, with a stopwatch.
///
/// Steps until the warm-up is over are not counted (the JIT compiler is at work). It begins after
/// the first step, which no kernel was compiled for and may take seconds. The rest is cut into
/// windows of equal time; each gives `steps · batch / elapsed`.
final class Throughput implements Listener {
  /// One window.
  ///
  /// @param allocated bytes of heap a step, by all threads; negative if unknown
  record Window(double imagesPerSecond, long allocated) {}

  /// @param firstStepSeconds from the start of the program to the end of the network's first step
  record Measured(List<Window> windows, double firstStepSeconds) {
    /// Images a second.
    double median() {
      return median(windows.stream().mapToDouble(Window::imagesPerSecond));
    }

    double min() {
      return windows.stream().mapToDouble(Window::imagesPerSecond).min().orElseThrow();
    }

    double max() {
      return windows.stream().mapToDouble(Window::imagesPerSecond).max().orElseThrow();
    }

    /// Bytes a step in the median window: what still runs before it is compiled makes objects that
    /// compiled code does not.
    long allocatedPerStep() {
      return Math.round(median(windows.stream().mapToDouble(Window::allocated)));
    }

    private static double median(DoubleStream values) {
      double[] sorted = values.sorted().toArray();
      int n = sorted.length;
      return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
  }

  static final double WARM_UP_SECONDS = 3;
  static final int WINDOWS = 20;

  /// Whoever measures for hundredths of a second will not wait for seconds before.
  private static final double MOST_WARM_UP = 30; // times what is measured

  /// Enough that the network does not learn them by heart while it is being timed, fewer where they
  /// are large: at most 32 MiB of them, but always a batch.
  private static final int EXAMPLES = 8192;

  private static final int NUMBERS = 1 << 23;

  private static final int STEPS = 100_000_000;

  private final int batch;
  private final long windowNanos;
  private final long warmUpNanos;
  private final List<Window> windows = new ArrayList<>();
  private long windowEnds;
  private long windowBegan;
  private boolean warm;
  private int steps;
  private double firstStepSeconds;
  private long allocatedBefore;

  private Throughput(int batch, double seconds) {
    this.batch = batch;
    this.windowNanos = (long) (seconds * 1e9 / WINDOWS);
    this.warmUpNanos = (long) (Math.min(WARM_UP_SECONDS, MOST_WARM_UP * seconds) * 1e9);
  }

  /// The batch of the papers.
  static int usualBatch(String network) {
    boolean small = network.startsWith("lenet-") || network.startsWith("conv-");
    return small ? 60 : 128;
  }

  /// Training that only the clock ends.
  static TrainSettings unending(int batch, OptimizerSettings rule) {
    var constant = new ScheduleSettings("constant", Duration.iterations(0), List.of(), 1);
    var unending = Duration.iterations(STEPS);
    return TrainSettings.of(batch, unending, unending, rule, constant);
  }

  /// [#unending] with momentum and weight decay.
  static TrainSettings plainSgd(int batch) {
    return unending(
        batch, new OptimizerSettings("sgd", 1e-3, 0.9, false, 1e-4, "all", 0.9, 0.999, 1e-8));
  }

  /// A network with fresh weights.
  ///
  /// @param density of a random mask on every prunable layer; 1 for none
  static Module fresh(Models.Network network, double density) {
    var rng = new Rng(0);
    Module model = network.create(Init.GLOROT_NORMAL, rng);
    if (density < 1) {
      var round = new PruneSettings("random", "layerwise", 1 - density, 1 - density);
      Pruner.of(round).prune(Weights.of(model), Mask.dense(model), 1, rng::stream).bind(model);
    }
    return model;
  }

  /// Of a network with fresh weights on a backend.
  ///
  /// @param density of a random mask on every prunable layer; 1 for none
  /// @param seconds measured, after the warm-up
  static Measured measure(
      Models.Network network,
      TrainSettings settings,
      double density,
      double seconds,
      Backend backend) {
    return Backends.with(
        backend, () -> measure(network, fresh(network, density), settings, seconds));
  }

  /// @param network whose examples are made up
  /// @param model the network itself, on the current backend; it is trained
  /// @param seconds measured, after the warm-up
  static Measured measure(
      Models.Network network, Module model, TrainSettings settings, double seconds) {
    var rng = new Rng(0);
    var input = network.input();
    var shape = new ImageShape(input.dim(0), input.dim(1), input.dim(2));
    int count = Math.max(Math.min(EXAMPLES, NUMBERS / shape.size()), settings.batch());
    var examples = new RandomExamples(count, shape, network.classes());
    var clock = new Throughput(settings.batch(), seconds);
    var batches = new Batches(examples, settings.batch(), rng);
    var validation = Evaluator.streaming(examples);
    try {
      new Trainer(model, settings, batches, validation, clock).run();
    } catch (InterruptedException _) {
      // The clock stops the loop this way after the last window.
    }
    return new Measured(List.copyOf(clock.windows), clock.firstStepSeconds);
  }

  @Override
  public void atStep(int step, float loss) {
    steps++;
    long now = System.nanoTime();
    if (firstStepSeconds == 0) {
      firstStepSeconds = ProcessFacts.age().toMillis() / 1000.0;
      windowEnds = now + warmUpNanos;
    }
    if (now < windowEnds) {
      return;
    }
    long allocated = ProcessFacts.allocated();
    if (warm) {
      double speed = steps * (double) batch * 1e9 / (now - windowBegan);
      windows.add(new Window(speed, allocated < 0 ? -1 : (allocated - allocatedBefore) / steps));
    }
    allocatedBefore = allocated;
    warm = true;
    steps = 0;
    windowBegan = now;
    windowEnds = now + windowNanos;
    if (windows.size() == WINDOWS) {
      Thread.currentThread().interrupt();
    }
  }
}
