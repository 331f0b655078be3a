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
  private static final String USUAL = "fp32";
  private static final String VERBS = "verbs";
  private static final String AGREEMENT = "agreement";
  private static final List<String> PARTS =
      List.of(
          VERBS, DeviceFigures.SPEED, DeviceFigures.TRAINING, DeviceFigures.REPLICATES, AGREEMENT);

  /// What one verb did in one precision.
  record Line(String precision, VerbCheck.Verdict verdict) {}

  /// A backend that was checked.
  record Checked(String backend, String precision, String description) {}

  @Option(
      names = "--backend",
      paramLabel = "B",
      description = "Which to check; cuda alone is checked in every precision (default: cuda).")
  private String backend = "cuda";

  @Option(
      names = "--parts",
      split = ",",
      paramLabel = "P",
      description =
          "Of verbs, speed, training, replicates and agreement, with commas between (default:"
              + " all).")
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

  @Option(
      names = "--replicates",
      paramLabel = "N",
      description = "Trainings of lenet-300-100 at once (default: 8).")
  private int replicates = 8;

  @Option(
      names = "--against",
      paramLabel = "B",
      description = "The backend whose training should agree (default: cpu).")
  private String against = "cpu";

  @Option(
      names = "--agreeing",
      paramLabel = "NET",
      description = "The network of that training (default: resnet-20).")
  private String agreeing = "resnet-20";

  @Option(names = "--steps", paramLabel = "N", description = "Steps of it (default: 100).")
  private int steps = 100;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final Terminal terminal;
  private final Function<String, Backend> opener;
  private final List<Checked> checked = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();
  private final List<TrainingAgreement.Verdict> agreements = new ArrayList<>();

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
    refuseBadOptions();
    var extent = new DeviceFigures.Extent(sizes, images, networks, replicates, seconds);
    for (String name : names()) {
      try (Backend device = opener.apply(name)) {
        var asked = BackendName.parse(name);
        String precision = precision(name);
        checked.add(new Checked(name, precision, device.description()));
        say(name + ": " + device.description());
        check(device, precision);
        figures.addAll(
            new DeviceFigures(asked, precision, opener, extent, this::say).measured(device, parts));
        agree(device, precision);
      } catch (BackendUnavailable e) {
        if (name.equals(backend)) {
          throw e;
        }
        say(Failures.message(e)); // an old device has fewer precisions
      }
    }
    boolean ok =
        lines.stream().allMatch(line -> line.verdict().ok())
            && agreements.stream().allMatch(TrainingAgreement.Verdict::ok);
    if (json) {
      terminal.out().println(JsonText.of(report(ok)));
    } else {
      say(ok ? "ok" : "FAILED");
    }
    return ok ? 0 : Failures.FAILED;
  }

  private void refuseBadOptions() {
    Names.checkBackend(backend);
    Names.checkBackend(against);
    parts.forEach(part -> UnknownName.check("part", part, PARTS));
    if (!(seconds >= 0.01 && seconds <= 600)) {
      throw new InvalidSettings("--seconds must be in 0.01 .. 600, not " + seconds);
    }
    if (sizes.stream().anyMatch(n -> n < 1 || n > 32_768)) {
      throw new InvalidSettings("--sizes must be in 1 .. 32768, not " + sizes);
    }
    if (parts.equals(List.of(AGREEMENT)) && against.equals(backend)) {
      throw new InvalidSettings(
          "--against %s is the backend that is checked; name another, such as cpu:conv=direct"
              .formatted(against));
    }
    boolean inFloat32 = names().stream().anyMatch(name -> precision(name).equals(USUAL));
    if (parts.equals(List.of(AGREEMENT)) && !inFloat32) {
      throw new InvalidSettings(
          "--parts agreement is a comparison in %s; %s computes in %s"
              .formatted(USUAL, backend, precision(backend)));
    }
    requireIn("--images", 4096, images);
    requireIn("--replicates", 64, replicates);
    requireIn("--steps", 100_000, steps);
    // Refuses what there is none of, before anything is measured.
    networks.forEach(Models::named);
    Models.named(agreeing);
  }

  private static void requireIn(String option, int most, int value) {
    if (value < 1 || value > most) {
      throw new InvalidSettings("%s must be in 1 .. %d, not %d".formatted(option, most, value));
    }
  }

  private static String precision(String name) {
    return BackendName.parse(name).choices().getOrDefault(PRECISION, USUAL);
  }

  private List<String> names() {
    return backend.equals("cuda")
        ? List.of("cuda", "cuda:precision=tf32", "cuda:precision=bf16")
        : List.of(backend);
  }

  private void check(Backend device, String precision) {
    if (!parts.contains(VERBS)) {
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

  /// In float32 alone: nothing else is as exact as the backend it is compared with.
  private void agree(Backend device, String precision) {
    if (!parts.contains(AGREEMENT) || !precision.equals(USUAL)) {
      return;
    }
    if (against.equals(backend)) {
      say("  no training to agree with: --against is the backend itself");
      return;
    }
    try (Backend other = Backends.open(against, Runtime.getRuntime().availableProcessors())) {
      var verdict = TrainingAgreement.of(agreeing, steps, device, other);
      agreements.add(verdict);
      say("  " + verdict.text());
    }
  }

  /// For people only, and at once: the whole takes minutes.
  private void say(String line) {
    if (!json) {
      terminal.out().println(line);
      terminal.out().flush();
    }
  }

  private Map<String, Object> report(boolean ok) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("backends", checked);
    report.put("ok", ok);
    report.put("verbs", lines.stream().map(GpuCheckCommand::fields).toList());
    report.put("speed", figures);
    report.put("agreement", agreements.stream().map(TrainingAgreement.Verdict::fields).toList());
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
