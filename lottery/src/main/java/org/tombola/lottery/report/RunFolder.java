package org.tombola.lottery.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Settings;
import org.tombola.lottery.run.RunRefused;
import org.tombola.lottery.run.RunStatus;
import org.tombola.lottery.run.RunStatus.State;
import org.tombola.nn.WeightsException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what a report needs from a run folder, finished or not: `results.csv`, `provenance.json`,
/// `counts.csv`, `analyses.csv`, of every finished cell `result.json` and the mask, and the
/// learning curves.
final class RunFolder {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /// @throws org.tombola.lottery.run.RunRefused if the folder is no run
  /// @throws ReportException if a file in it is damaged, naming the file
  static RunData read(Path folder) throws IOException {
    return new RunFolder(folder).read();
  }

  private RunData read() throws IOException {
    var status = RunStatus.of(folder);
    Path table = folder.resolve(ResultsCsv.FILE);
    List<ResultRow> rows = Files.exists(table) ? ResultsCsv.read(table) : List.of();
    var provenance = flat(json(folder.resolve("provenance.json")));
    var settings = taken(provenance, "settings.");
    // Each start in the folder is remembered; the report shows the latest.
    taken(provenance, "earlier.");
    String command = provenance.getOrDefault("command", "");
    provenance.remove("command");
    var cells =
        new RunData.Cells(
            (int) status.count(State.DONE),
            status.lines().size(),
            status.lines().stream()
                .filter(line -> line.state() == State.FAILED)
                .map(line -> line.cell() + ": " + line.detail())
                .toList());
    var analyses = AnalysesCsv.read(folder.resolve(AnalysesCsv.FILE));
    var claims = RunClaims.of(folder, Settings.ofKeys(settings), rows, analyses);
    return new RunData(
        rows,
        cells,
        layers(rows),
        CountsCsv.read(folder.resolve(CountsCsv.FILE)),
        analyses,
        claims,
        curves(status),
        settings,
        provenance,
        command);
  }

  private static List<RunData.Curve> curves(RunStatus status) throws IOException {
    var curves = new ArrayList<RunData.Curve>();
    for (RunStatus.Line line : status.lines()) {
      Path metrics = line.folder().resolve("metrics.jsonl");
      if (Files.exists(metrics)) {
        var cell = line.cell();
        curves.add(
            new RunData.Curve(cell.arm(), cell.seed(), cell.level(), CurveFile.read(metrics)));
      }
    }
    return List.copyOf(curves);
  }

  // --- masks ---

  private record Masked(String arm, int level, Mask mask) {}

  /// Every finished cell's mask, averaged over seeds, arms in the order of the report.
  private SequencedMap<String, List<LayerDensity>> layers(List<ResultRow> rows) throws IOException {
    var byArm = new TreeMap<String, TreeMap<Integer, List<Mask>>>();
    for (Masked masked : masks()) {
      byArm
          .computeIfAbsent(masked.arm(), _ -> new TreeMap<>())
          .computeIfAbsent(masked.level(), _ -> new ArrayList<>())
          .add(masked.mask());
    }
    var layers = new LinkedHashMap<String, List<LayerDensity>>();
    for (String arm : Summary.of(rows).arms().keySet()) {
      var levels = new ArrayList<LayerDensity>();
      byArm
          .getOrDefault(arm, new TreeMap<>())
          .forEach((level, masks) -> levels.add(density(level, masks)));
      if (!levels.isEmpty()) {
        layers.put(arm, List.copyOf(levels));
      }
    }
    return layers;
  }

  private List<Masked> masks() throws IOException {
    Path cells = folder.resolve("cells");
    if (!Files.isDirectory(cells)) {
      return List.of();
    }
    List<Path> finished;
    try (var folders = Files.list(cells)) {
      finished =
          folders
              .filter(cell -> Files.exists(cell.resolve("done")))
              .sorted(Comparator.naturalOrder())
              .toList();
    }
    var masks = new ArrayList<Masked>();
    for (Path cell : finished) {
      JsonNode result = json(cell.resolve("result.json"));
      masks.add(
          new Masked(
              result.path("arm").asString(""), result.path("level").asInt(0), mask(cell, masks)));
    }
    return masks;
  }

  private static Mask mask(Path cell, List<Masked> before) {
    Path file = cell.resolve("mask.safetensors");
    try {
      Mask mask = Mask.read(file);
      if (!before.isEmpty()) {
        mask.requireLike(before.getFirst().mask());
      }
      return mask;
    } catch (WeightsException e) {
      String message = String.valueOf(e.getMessage());
      String named = message.startsWith(file.toString()) ? message : file + ": " + message;
      throw new ReportException(
          "%s; delete %s and run the command of the run again".formatted(named, cell), e);
    }
  }

  private static LayerDensity density(int level, List<Mask> masks) {
    var layers = new LinkedHashMap<String, Double>();
    var empty = new ArrayList<String>();
    for (var layer : masks.getFirst().layers()) {
      String name = layer.name();
      String shown = name.endsWith(".weight") ? name.substring(0, name.length() - 7) : name;
      layers.put(shown, mean(masks, m -> (double) Mask.kept(m.layer(name)) / layer.shape().size()));
      if (masks.stream().anyMatch(m -> Mask.kept(m.layer(name)) == 0)) {
        empty.add(shown);
      }
    }
    return new LayerDensity(level, mean(masks, Mask::density), layers, List.copyOf(empty));
  }

  private static double mean(List<Mask> masks, ToDoubleFunction<Mask> of) {
    return masks.stream().mapToDouble(of).average().orElseThrow();
  }

  // --- JSON ---

  private static JsonNode json(Path file) throws IOException {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException | JacksonException e) {
      throw new ReportException("%s cannot be read (%s)".formatted(file, RunRefused.reason(e)), e);
    }
  }

  /// A tree of objects as dotted keys and text, in the order of the file.
  private static SequencedMap<String, String> flat(JsonNode tree) {
    var found = new LinkedHashMap<String, String>();
    collect(tree, "", found);
    return found;
  }

  private static void collect(JsonNode node, String key, SequencedMap<String, String> into) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              p ->
                  collect(p.getValue(), key.isEmpty() ? p.getKey() : key + "." + p.getKey(), into));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), key + "." + i, into);
      }
    } else {
      into.put(key, node.asString(""));
    }
  }

  /// Moves the entries under a prefix into a map of their own, without the prefix.
  private static SequencedMap<String, String> taken(
      SequencedMap<String, String> from, String prefix) {
    var taken = new LinkedHashMap<String, String>();
    from.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            taken.put(key.substring(prefix.length()), value);
          }
        });
    from.keySet().removeIf(key -> key.startsWith(prefix));
    return taken;
  }
}
