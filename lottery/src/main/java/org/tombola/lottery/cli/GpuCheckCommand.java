package org.tombola.lottery.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.tombola.engine.BackendName;
import org.tombola.engine.BackendUnavailable;
import org.tombola.engine.Backends;
import org.tombola.engine.UnknownName;
import org.tombola.engine.spi.Backend;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.nn.models.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gpu-check`: whether a device computes what it should, and how fast.
@Command(
    name = "gpu-check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Every operation of a GPU against the reference, and its speed.")
final class GpuCheckCommand implements Callable<Integer> {
  private static final String PRECISION = "precision";
  private static final List<String> PARTS = List.of("verbs", "speed", "training");

  /// One measured number.
  record Figure(String precision, String what, double value, String unit) {}

  /// What one verb did in one precision.
  record Line(String precision, VerbCheck.Verdict verdict) {}

  @Option(
      names = "--backend",
      paramLabel = "B",
      description = "Which to check; cuda alone is checked in every precision (default: cuda).")
  private String backend = "cuda";

  @Option(
      names = "--parts",
      split = ",",
      paramLabel = "P",
      description = "Of verbs, speed and training, with commas between (default: all).")
  private List<String> parts = PARTS;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      description = "Rows of the matrices multiplied (default: 1024,2048,4096).")
  private List<Integer> sizes = List.of(1024, 2048, 4096);

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Images of 128 channels, 32 by 32, that are moved (default: 128).")
  private int images = 128;

  @Option(
      names = "--networks",
      split = ",",
      paramLabel = "NET",
      description = "Which are trained (default: lenet-300-100,resnet-20,vgg-16).")
  private List<String> networks = List.of("lenet-300-100", "resnet-20", "vgg-16");

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "For each measurement of training; others take a quarter (default: 2).")
  private double seconds = 2;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final Terminal terminal;
  private final Function<String, Backend> opener;

  GpuCheckCommand(Terminal terminal) {
    this(terminal, name -> Backends.open(name, 1));
  }

  /// @param opener makes the backend of a name that is checked
  GpuCheckCommand(Terminal terminal, Function<String, Backend> opener) {
    this.terminal = terminal;
    this.opener = opener;
  }

  @Override
  public Integer call() {
    Names.checkBackend(backend);
    parts.forEach(part -> UnknownName.check("part", part, PARTS));
    if (!(seconds >= 0.01 && seconds <= 600)) {
      throw new InvalidSettings("--seconds must be in 0.01 .. 600, not " + seconds);
    }
    if (sizes.stream().anyMatch(n -> n < 1 || n > 32_768)) {
      throw new InvalidSettings("--sizes must be in 1 .. 32768, not " + sizes);
    }
    if (images < 1 || images > 4096) {
      throw new InvalidSettings("--images must be in 1 .. 4096, not " + images);
    }
    networks.forEach(Models::named); // refuses what there is none of, before anything is measured
    List<Line> lines = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    String description = "";
    for (String name : names()) {
      try (Backend device = opener.apply(name)) {
        String precision = BackendName.parse(name).choices().getOrDefault(PRECISION, "fp32");
        description = device.description();
        say(name + ": " + description);
        check(device, precision, lines);
        measure(device, precision, figures);
      } catch (BackendUnavailable e) {
        if (name.equals(backend)) {
          throw e;
        }
        say(Failures.message(e)); // an old device has fewer precisions
      }
    }
    boolean ok = lines.stream().allMatch(line -> line.verdict().ok());
    if (json) {
      terminal.out().println(JsonText.of(report(description, ok, lines, figures)));
    } else {
      say(ok ? "ok" : "FAILED");
    }
    return ok ? 0 : Failures.FAILED;
  }

  private List<String> names() {
    return backend.equals("cuda")
        ? List.of("cuda", "cuda:precision=tf32", "cuda:precision=bf16")
        : List.of(backend);
  }

  private void check(Backend device, String precision, List<Line> lines) {
    if (!parts.contains("verbs")) {
      return;
    }
    try (Backend reference = Backends.open("reference", 1)) {
      for (var verdict : VerbCheck.all(device, reference, precision)) {
        lines.add(new Line(precision, verdict));
        String result = verdict.ok() ? "ok" : "FAILED";
        String why =
            verdict.problem() != null
                ? " " + verdict.problem()
                : verdict.repeats() ? "" : " differs from run to run";
        say(
            "  %-20s error %8.1e, at most %7.1e  %s%s"
                .formatted(verdict.verb(), verdict.error(), verdict.allowed(), result, why));
      }
    }
  }

  private void measure(Backend device, String precision, List<Figure> figures) {
    if (parts.contains("speed")) {
      var speed = new DeviceSpeed(device, images, seconds / 4);
      for (int n : sizes) {
        add(figures, new Figure(precision, "matmul " + n, speed.matmul(n), "GFLOP/s"));
      }
      add(figures, new Figure(precision, "copy", speed.copy(), "GB/s"));
      add(figures, new Figure(precision, "map", speed.map(), "GB/s"));
      add(figures, new Figure(precision, "batchNorm", speed.batchNorm(), "GB/s"));
    }
    if (parts.contains("training")) {
      for (String network : networks) {
        var settings = Throughput.plainSgd(Throughput.usualBatch(network));
        var measured = Throughput.measure(Models.named(network), settings, 1, seconds, device);
        add(figures, new Figure(precision, network, measured.median(), "images/s"));
      }
    }
  }

  private void add(List<Figure> figures, Figure figure) {
    figures.add(figure);
    say("  %-20s %,12.0f %s".formatted(figure.what(), figure.value(), figure.unit()));
  }

  /// For people only, and at once: the whole takes minutes.
  private void say(String line) {
    if (!json) {
      terminal.out().println(line);
      terminal.out().flush();
    }
  }

  private Map<String, Object> report(
      String description, boolean ok, List<Line> lines, List<Figure> figures) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("backend", backend);
    report.put("backend_description", description);
    report.put("ok", ok);
    report.put("verbs", lines.stream().map(GpuCheckCommand::fields).toList());
    report.put("speed", figures);
    return report;
  }

  private static Map<String, Object> fields(Line line) {
    var verdict = line.verdict();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("precision", line.precision());
    fields.put("verb", verdict.verb());
    fields.put("error", String.format(Locale.ROOT, "%.2e", verdict.error()));
    fields.put("allowed", verdict.allowed());
    fields.put("repeats", verdict.repeats());
    fields.put("ok", verdict.ok());
    if (verdict.problem() != null) {
      fields.put("problem", verdict.problem());
    }
    return fields;
  }
}
