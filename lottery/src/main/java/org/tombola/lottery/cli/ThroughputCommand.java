package org.tombola.lottery.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.BackendName;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.UnknownName;
import org.tombola.engine.spi.Backend;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.OptimizerSettings;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.models.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `throughput`: whole training steps on random data, after a warm-up.
@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Images a second of whole training steps.",
      "Batch, forward, backward and update, on random data after a warm-up."
    })
final class ThroughputCommand implements Callable<Integer> {
  private static final int MOST_BATCH = 65_536;
  private static final int MOST_THREADS = 1024;

  @Parameters(
      paramLabel = "NETWORK",
      arity = "1..*",
      description = "See `list networks`; several are measured one after another, in one process.")
  private List<String> networks = List.of();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Images a step (default: 60 for LeNets and Conv-2/4/6, 128 for others, as in the"
              + " papers).")
  private @Nullable Integer batch;

  @Option(names = "--optimizer", paramLabel = "O", description = "sgd or adam (default: sgd).")
  private String optimizer = "sgd";

  @Option(
      names = "--lr",
      paramLabel = "R",
      description = "Learning rate (default: 1e-3 for sgd, 1.2e-3 for adam).")
  private @Nullable Double lr;

  @Option(names = "--momentum", paramLabel = "M", description = "Of sgd (default: 0.9).")
  private @Nullable Double momentum;

  @Option(
      names = "--weight-decay",
      paramLabel = "W",
      description = "(default: 1e-4 for sgd, 0 for adam).")
  private @Nullable Double weightDecay;

  @Option(
      names = "--density",
      paramLabel = "D",
      description = "Weights that a random mask leaves in every prunable layer (default: 1).")
  private double density = 1;

  @Option(
      names = "--weights",
      paramLabel = "F",
      description = {
        "Start from the weights in F, zeros pruned: a cell's, or what export --compact made of"
            + " them."
      })
  private @Nullable Path weights;

  @Option(
      names = "--sparse",
      paramLabel = "S",
      description = "When pruned weights are skipped: auto, off or on (default: auto).")
  private @Nullable String sparse;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the backend (default: 1).")
  private int threads = 1;

  @Mixin private BackendOptions backend = new BackendOptions();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Measured, after the warm-up (default: 10).")
  private double seconds = 10;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final Terminal terminal;

  ThroughputCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    networks.forEach(Models::named);
    String on = backend.name();
    require(
        batch == null || (batch >= 1 && batch <= MOST_BATCH),
        "--batch must be in 1 .. " + MOST_BATCH,
        batch);
    require(
        threads >= 1 && threads <= MOST_THREADS,
        "--threads must be in 1 .. " + MOST_THREADS,
        threads);
    require(density > 0 && density <= 1, "--density must be above 0 and at most 1", density);
    require(
        weights == null || density == 1,
        "--density is for fresh weights, leave it out with --weights",
        density);
    require(weights == null || networks.size() == 1, "--weights is for one network", networks);
    require(seconds >= 0.1 && seconds <= 3600, "--seconds must be in 0.1 .. 3600", seconds);
    var rule = rule();
    var choices = sparse == null ? Map.<String, String>of() : Map.of("sparse", sparse);
    String chosen = BackendName.parse(on).with(choices).toString();
    try (var device = Backends.open(chosen, threads)) {
      for (String network : networks) {
        Backends.with(device, () -> measure(network, rule, device));
      }
    }
    return 0;
  }

  private Void measure(String network, OptimizerSettings rule, Backend device) {
    var model = Models.named(network);
    var settings = Throughput.unending(batch(network), rule);
    Module module = module(network, model);
    var measured = Throughput.measure(model, module, settings, seconds);
    print(network, measured, ForwardCost.of(module, model.input()), device, rule);
    return null;
  }

  private Module module(String network, Models.Network model) {
    if (weights == null) {
      return Throughput.fresh(model, density);
    }
    StateFile file = StateFile.read(weights);
    Module module =
        file.shaped(
            network, shapes -> model.create(Initializer.of(Init.BINARY, new Rng(0)).with(shapes)));
    file.into(network, module);
    Mask.nonZero(module).bind(module);
    return module;
  }

  private int batch(String network) {
    return Objects.requireNonNullElse(batch, Throughput.usualBatch(network));
  }

  private OptimizerSettings rule() {
    UnknownName.check("optimizer", optimizer, List.of("sgd", "adam"));
    boolean sgd = optimizer.equals("sgd");
    require(sgd || momentum == null, "--momentum is for --optimizer sgd", momentum);
    return new OptimizerSettings(
        optimizer,
        Objects.requireNonNullElse(lr, sgd ? 1e-3 : 1.2e-3),
        Objects.requireNonNullElse(momentum, sgd ? 0.9 : 0.0),
        false,
        Objects.requireNonNullElse(weightDecay, sgd ? 1e-4 : 0.0),
        "all",
        0.9,
        0.999,
        1e-8);
  }

  private void print(
      String network,
      Throughput.Measured measured,
      ForwardCost cost,
      Backend device,
      OptimizerSettings rule) {
    if (!json) {
      terminal
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%s, batch %d, %s, %s%s: %,.0f images a second (median of %d windows, %,.0f to"
                      + " %,.0f); %,d parameters, %,d floating-point operations a forward pass;"
                      + " first step after %.1f s; %s",
                  network,
                  batch(network),
                  optimizer,
                  density < 1 ? "density " + density + ", " : "",
                  device.description(),
                  measured.median(),
                  measured.windows().size(),
                  measured.min(),
                  measured.max(),
                  cost.parameters(),
                  cost.flops(),
                  measured.firstStepSeconds(),
                  memory(measured)));
      return;
    }
    var report = new LinkedHashMap<String, @Nullable Object>();
    report.put("network", network);
    report.put("images_per_second", rounded(measured.median()));
    report.put("min", rounded(measured.min()));
    report.put("max", rounded(measured.max()));
    report.put("windows", measured.windows().size());
    report.put("seconds", seconds);
    report.put("warm_up_seconds", Throughput.WARM_UP_SECONDS);
    report.put("batch", batch(network));
    report.put("optimizer", optimizer);
    report.put("lr", rule.lr());
    report.put("momentum", rule.momentum());
    report.put("weight_decay", rule.weightDecay());
    report.put("density", density);
    report.put("weights", weights == null ? null : weights.toString());
    report.put("parameters", cost.parameters());
    report.put("forward_flops", cost.flops());
    report.put("first_step_seconds", measured.firstStepSeconds());
    report.put("allocated_bytes_per_step", known(measured.allocatedPerStep()));
    report.put("peak_resident_bytes", known(ProcessFacts.peakResident().orElse(-1)));
    report.put("threads", threads);
    report.put("backend", device.name());
    report.put("backend_description", device.description());
    report.put("java", Runtime.version().toString());
    terminal.out().println(JsonText.of(report));
  }

  private static @Nullable Long known(long bytes) {
    return bytes < 0 ? null : bytes;
  }

  private static String memory(Throughput.Measured measured) {
    long step = measured.allocatedPerStep();
    long peak = ProcessFacts.peakResident().orElse(-1);
    return String.format(
        Locale.ROOT,
        "%s of heap allocated a step (the median window); %s of memory at most",
        step < 0 ? "an unknown part" : String.format(Locale.ROOT, "%,.1f KiB", step / 1024.0),
        peak < 0 ? "an unknown amount" : String.format(Locale.ROOT, "%,d MiB", peak >> 20));
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static void require(boolean holds, String rule, @Nullable Object given) {
    if (!holds) {
      throw new InvalidSettings(rule + ", not " + given);
    }
  }
}
