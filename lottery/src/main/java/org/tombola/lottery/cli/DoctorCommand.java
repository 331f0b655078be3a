package org.tombola.lottery.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombola.datasets.Datasets;
import org.tombola.engine.Backends;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `doctor`: what a run would find on this machine, and what stands in its way.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "JVM, vector width, threads, backends and why not, data found.")
final class DoctorCommand implements Callable<Integer> {
  /// @param available whether it can be used, and `detail` says what it is; otherwise why not
  record BackendLine(String name, boolean available, String detail, List<String> rules) {
    BackendLine {
      rules = List.copyOf(rules);
    }
  }

  /// @param folder null for what the program draws itself
  record DataLine(String name, boolean present, @Nullable String folder) {}

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final Terminal terminal;

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var jvm = JvmFacts.here();
    var backends = Backends.candidates().stream().map(DoctorCommand::line).toList();
    var data =
        Datasets.list().stream()
            .map(
                d ->
                    new DataLine(
                        d.name(), d.present(), d.folder().map(String::valueOf).orElse(null)))
            .toList();
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("java", jvm.version());
      report.put("jvm", jvm.name());
      report.put("java_home", jvm.home());
      report.put("cores", jvm.cores());
      report.put("heap_mib", jvm.heapMib());
      report.put("simd_bits", jvm.simdBits());
      report.put("missing_flags", jvm.missingFlags());
      report.put("backends", backends);
      report.put("data", data);
      terminal.out().println(JsonText.of(report));
    } else {
      print(jvm, backends, data);
    }
    return 0;
  }

  private void print(JvmFacts jvm, List<BackendLine> backends, List<DataLine> data) {
    var out = terminal.out();
    out.println("java       " + jvm.version() + ", " + jvm.name());
    out.println("java home  " + jvm.home());
    out.println("cores      " + jvm.cores());
    out.println("heap       at most %d MiB".formatted(jvm.heapMib()));
    out.println(
        "vectors    "
            + (jvm.simdBits() == 0
                ? "off: start with java -jar lottery.jar, which adds jdk.incubator.vector"
                : jvm.simdBits() + " bits"));
    out.println(
        "flags      "
            + (jvm.missingFlags().isEmpty()
                ? "all that the launcher sets"
                : "without " + String.join(" ", jvm.missingFlags())));
    out.println();
    out.println("backends");
    for (BackendLine b : backends) {
      out.println(row(b.available(), b.name(), b.detail()));
      b.rules().forEach(rule -> out.println(" ".repeat(21) + rule));
    }
    out.println("data");
    data.forEach(
        d -> {
          String place = d.folder() == null ? "part of the program" : d.folder();
          out.println(row(d.present(), d.name(), d.present() ? place : "not in " + place));
        });
  }

  private static String row(boolean good, String name, String detail) {
    return "  %-3s %-14s %s".formatted(good ? "ok" : "-", name, detail);
  }

  private static BackendLine line(Backends.Candidate candidate) {
    if (candidate.unavailableBecause().isPresent()) {
      return new BackendLine(
          candidate.name(), false, candidate.unavailableBecause().get(), List.of());
    }
    try (var backend = Backends.open(candidate.name(), 1)) {
      return new BackendLine(candidate.name(), true, backend.description(), candidate.rules());
    } catch (RuntimeException e) {
      // A driver may answer the probe and still refuse to work.
      return new BackendLine(candidate.name(), false, Failures.message(e), List.of());
    }
  }
}
