package org.tombola.lottery.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.Settings;

/// A run folder held by this process: the lock, the provenance, the cells and the table of results.
///
/// Every file but `metrics.jsonl` appears whole, by rename, so a kill at any moment loses only the
/// cells being worked on.
final class RunStore implements AutoCloseable {
  private final Path folder;
  private final Settings settings;
  private final Identity identity;
  private final FolderLock lock;
  private final SortedMap<Cell, Result> results = new TreeMap<>(ResultsTable.ORDER);

  private RunStore(Path folder, Settings settings, FolderLock lock) {
    this.folder = folder;
    this.settings = settings;
    this.identity = Identity.of(settings);
    this.lock = lock;
  }

  /// Takes the folder, making it if it is absent, and records the run in its provenance.
  ///
  /// @throws RunRefused if it is in use, cannot be written, holds something that is no run, or
  ///   holds cells of other settings
  static RunStore open(Path folder, Settings settings, Provenance provenance) {
    prepare(folder);
    FolderLock lock = FolderLock.take(folder, provenance.command());
    try {
      Path file = folder.resolve(Provenance.FILE);
      Provenance before = Files.exists(file) ? Provenance.read(folder) : null;
      if (before != null) {
        Optional<String> difference = before.difference(provenance);
        if (difference.isPresent()) {
          throw new RunRefused(
              "%s holds a run with other settings: %s; choose another folder with --out"
                  .formatted(folder, difference.get()));
        }
      }
      AtomicFile.write(file, Json.pretty(provenance.after(before)));
      var store = new RunStore(folder, settings, lock);
      store.load();
      store.publish();
      return store;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Looks whether [#open] would refuse the folder at once, before data are read for nothing.
  /// Changes nothing.
  ///
  /// @throws RunRefused if it is in use, or holds something that is no run
  static void check(Path folder) {
    if (Files.isDirectory(folder)) {
      refuseForeign(folder);
      FolderLock.refuseHeld(folder);
    }
  }

  private static void prepare(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw RunRefused.unwritable(folder, e);
    }
    refuseForeign(folder);
  }

  private static void refuseForeign(Path folder) {
    if (Files.exists(folder.resolve(Provenance.FILE))) {
      return;
    }
    try (var files = Files.list(folder)) {
      // A run killed in its first moments leaves these.
      List<String> own = List.of("lock", Provenance.FILE + ".tmp");
      if (files.anyMatch(file -> !own.contains(file.getFileName().toString()))) {
        throw new RunRefused(
            "%s is not empty and holds no run; choose another folder with --out".formatted(folder));
      }
    } catch (IOException e) {
      throw RunRefused.unreadable(folder, e);
    }
  }

  private void load() {
    Path cells = folder.resolve("cells");
    if (!Files.isDirectory(cells)) {
      return;
    }
    try (var folders = Files.list(cells)) {
      folders
          .map(CellFolder::new)
          .filter(CellFolder::isDone)
          .forEach(
              cell -> {
                cell.tidy(); // the kill may have come between marker and tidying
                Result result = cell.readResult();
                results.put(result.cell(), result);
              });
    } catch (IOException e) {
      throw RunRefused.unreadable(cells, e);
    }
  }

  CellFolder cell(Cell cell) {
    return CellFolder.of(folder, identity, cell);
  }

  /// Finished cells, in the order of the results.
  synchronized List<Cell> finished() {
    return List.copyOf(results.keySet());
  }

  synchronized List<Result> results() {
    return List.copyOf(results.values());
  }

  /// Marks a cell as done and rewrites the table.
  synchronized void finish(Result result) {
    cell(result.cell()).complete(result);
    results.put(result.cell(), result);
    publish();
  }

  /// Notes why a cell failed. It is tried again by the next run.
  void fail(Cell cell, String reason) {
    CellFolder failed = cell(cell);
    if (Files.isDirectory(failed.path())) {
      AtomicFile.write(failed.failed(), reason + "\n");
    }
  }

  private synchronized void publish() {
    AtomicFile.write(folder.resolve(ResultsTable.FILE), ResultsTable.csv(settings, results()));
  }

  @Override
  public void close() {
    lock.close();
  }
}
