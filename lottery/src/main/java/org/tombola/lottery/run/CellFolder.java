package org.tombola.lottery.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.recipe.Identity;

/// The folder of one cell. Complete if it holds `done`; without it, it may be deleted or redone
/// from its checkpoint, or from its start, at any time.
///
/// | file | holds |
/// |---|---|
/// | `mask.safetensors` | which weights are trained, `BOOL` |
/// | `metrics.jsonl` | a line an evaluation, flushed as training goes |
/// | `checkpoint.safetensors` | while it is trained: where to go on, see [CheckpointFile] |
/// | `events.out.tfevents.*` | the same for TensorBoard, if asked for; one file a start |
/// | `state-<step>.safetensors` | the state after a step, if another cell starts from it, see [RewindPoint] |
/// | `weights.safetensors` | the last step's weights |
/// | `early-stop.safetensors` | the weights of the smallest validation loss |
/// | `result.json` | a [Result] |
/// | `failed` | why, if it failed: the first line for a person |
///
/// @param path `cells/<arm>-seed<s>-level<l>-<hash>`, where the hash covers settings, cell and what
///   its arm is
record CellFolder(Path path) {
  static CellFolder of(Path run, Identity identity, Cell cell) {
    String hash =
        identity.hash(
            "arm=%s\nseed=%d\nlevel=%d\n".formatted(cell.arm(), cell.seed(), cell.level())
                + identity.definition(cell.arm()));
    String slug =
        "%s-seed%d-level%02d-%s"
            .formatted(cell.arm(), cell.seed(), cell.level(), hash.substring(0, 8));
    return new CellFolder(run.resolve("cells").resolve(slug));
  }

  Path mask() {
    return path.resolve("mask.safetensors");
  }

  Path counts() {
    return path.resolve(CountsTable.FILE);
  }

  Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  Path weights() {
    return path.resolve("weights.safetensors");
  }

  Path earlyStop() {
    return path.resolve("early-stop.safetensors");
  }

  RewindPoint state(int step) {
    return new RewindPoint(path.resolve("state-%08d.safetensors".formatted(step)));
  }

  Path checkpoint() {
    return path.resolve("checkpoint.safetensors");
  }

  Path result() {
    return path.resolve("result.json");
  }

  Path failed() {
    return path.resolve("failed");
  }

  Path done() {
    return path.resolve("done");
  }

  boolean isDone() {
    return Files.exists(done());
  }

  /// Empties the folder, or makes it.
  ///
  /// @throws RunRefused if that cannot be done
  void clear() {
    try {
      Files.createDirectories(path);
      List<Path> old;
      try (var files = Files.list(path)) {
        old = files.toList();
      }
      // The marker goes first, or a kill in between would leave it over missing files.
      Files.deleteIfExists(done());
      for (Path file : old) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw RunRefused.unwritable(path, e);
    }
  }

  /// The result of a finished cell.
  ///
  /// @throws RunRefused if the file is damaged or gone
  Result readResult() {
    try {
      return Json.read(result(), Result.class);
    } catch (RunRefused e) {
      throw damaged(e);
    }
  }

  /// A file that this finished cell must have is not what it was: how to get it again.
  ///
  /// @param e its message names the file
  RunRefused damaged(RuntimeException e) {
    return new RunRefused("%s; delete %s and run again".formatted(e.getMessage(), path), e);
  }

  /// Writes the result, then the marker; only then the checkpoint goes.
  void complete(Result result) {
    AtomicFile.write(result(), Json.pretty(result));
    AtomicFile.write(done(), "");
    tidy();
  }

  /// Deletes what a finished cell needs no longer.
  ///
  /// @throws RunRefused if that cannot be done
  void tidy() {
    try {
      Files.deleteIfExists(checkpoint());
      Files.deleteIfExists(path.resolve(checkpoint().getFileName() + ".tmp"));
    } catch (IOException e) {
      throw RunRefused.unwritable(path, e);
    }
  }

  /// Forgets an earlier failure, since the cell goes on from its checkpoint.
  ///
  /// @throws RunRefused if that cannot be done
  void retry() {
    try {
      Files.deleteIfExists(failed());
    } catch (IOException e) {
      throw RunRefused.unwritable(path, e);
    }
  }
}
