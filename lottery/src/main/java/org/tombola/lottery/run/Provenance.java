package org.tombola.lottery.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;

/// `provenance.json`: where a folder's numbers come from.
///
/// @param format 1
/// @param machine program and machine of the latest run
/// @param backend its name
/// @param backendDescription vector width, threads, device
/// @param threads of each cell
/// @param jobs cells at once
/// @param seeds of the latest run
/// @param dataChecksum of the data set, see [org.tombola.datasets.Dataset#checksum]
/// @param inputs the checksum of what else arms take from outside, by its name: see [Inputs]; empty
///   in a folder of a version that did not record it
/// @param command of the latest run
/// @param started of the latest run, ISO 8601
/// @param identity the hash of the settings without the grid
/// @param settings every dotted key and its value
/// @param earlier what earlier runs in the folder were started as, oldest first
record Provenance(
    int format,
    Machine machine,
    String backend,
    String backendDescription,
    int threads,
    int jobs,
    String seeds,
    String dataChecksum,
    Optional<SequencedMap<String, String>> inputs,
    String command,
    String started,
    String identity,
    SequencedMap<String, String> settings,
    List<Earlier> earlier) {
  static final String FILE = "provenance.json";

  /// An earlier run in the same folder.
  record Earlier(Machine machine, String backendDescription, String command, String started) {}

  Provenance {
    earlier = List.copyOf(earlier);
  }

  static Provenance of(
      Settings settings,
      RunOptions options,
      String backend,
      String description,
      String checksum,
      SequencedMap<String, String> inputs) {
    return new Provenance(
        1,
        Machine.here(),
        backend,
        description,
        options.threads(),
        options.jobs(),
        settings.seeds().toString(),
        checksum,
        Optional.of(inputs),
        options.command(),
        FolderLock.Holder.self(options.command()).since(),
        Identity.of(settings).hash(""),
        settings.toKeys(),
        List.of());
  }

  /// What the folder's file says; its settings are settings that this program could run.
  ///
  /// @throws RunRefused naming the file, if it cannot be read or its settings cannot be
  static Provenance read(Path folder) {
    Path file = folder.resolve(FILE);
    Provenance read = Json.read(file, Provenance.class);
    try {
      Experiment.of(read.asSettings());
      return read;
    } catch (InvalidSettings | UnknownName e) {
      throw new RunRefused(
          "%s is damaged, or of another version of this program: %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  Settings asSettings() {
    return Settings.ofKeys(settings);
  }

  /// The first thing in which a new run differs so that its cells do not belong beside these.
  Optional<String> difference(Provenance now) {
    return Identity.of(asSettings())
        .difference(Identity.of(now.asSettings()))
        .or(() -> differentArm(now))
        .or(() -> difference("the backend", backend, now.backend))
        .or(() -> difference("the data's checksum", dataChecksum, now.dataChecksum))
        .or(() -> differentInput(now));
  }

  /// A data set or a file that held something else when cells were run with it.
  private Optional<String> differentInput(Provenance now) {
    var there = known();
    return now.known().entrySet().stream()
        .flatMap(
            input ->
                difference(
                    "the checksum of " + input.getKey(),
                    there.getOrDefault(input.getKey(), input.getValue()),
                    input.getValue())
                    .stream())
        .findFirst();
  }

  private SequencedMap<String, String> known() {
    return inputs.orElseGet(TreeMap::new);
  }

  /// An arm that was something else when its cells were run.
  private Optional<String> differentArm(Provenance now) {
    Identity there = Identity.of(asSettings());
    Identity here = Identity.of(now.asSettings());
    return here.definitions().keySet().stream()
        .filter(there.definitions()::containsKey)
        .filter(arm -> !there.definition(arm).equals(here.definition(arm)))
        .findFirst()
        .map(
            arm ->
                "the arm %s is %s there and %s here"
                    .formatted(arm, there.line(arm), here.line(arm)));
  }

  private static Optional<String> difference(String what, String there, String here) {
    return there.equals(here)
        ? Optional.empty()
        : Optional.of("%s is %s there and %s here".formatted(what, there, here));
  }

  /// This, remembering what the folder held before.
  Provenance after(@Nullable Provenance before) {
    if (before == null) {
      return this;
    }
    var latest =
        new Earlier(before.machine, before.backendDescription, before.command, before.started);
    // What an arm was is remembered while its cells are there.
    var all = new TreeMap<>(settings);
    var known = asSettings().arm().keySet();
    before.settings.forEach(
        (key, value) -> {
          if (key.startsWith("arm.") && !known.contains(key.split("\\.", 3)[1])) {
            all.put(key, value);
          }
        });
    var inputs = new TreeMap<>(before.known());
    inputs.putAll(known());
    return new Provenance(
        format,
        machine,
        backend,
        backendDescription,
        threads,
        jobs,
        seeds,
        dataChecksum,
        Optional.of(inputs),
        command,
        started,
        identity,
        all,
        Stream.concat(before.earlier.stream(), Stream.of(latest)).toList());
  }
}
