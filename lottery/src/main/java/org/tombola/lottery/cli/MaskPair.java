package org.tombola.lottery.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Overlap;
import org.tombola.lottery.run.RunRefused;
import org.tombola.lottery.run.RunStatus;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;

/// Two masks that are compared.
///
/// @param name the cell that both are of, like `ticket, seed 0, level 3`; empty for two masks that
///   were named themselves
/// @param layers by name, in the network's order
record MaskPair(String name, SequencedMap<String, Overlap> layers) {
  private static final String MASK = "mask.safetensors";
  private static final String WEIGHTS = "weights.safetensors";

  /// Of two files or folders of cells the pair that they are; of two runs one pair a finished cell
  /// that both have.
  ///
  /// @throws RunRefused if one is neither, they are not of one kind, or have no cell in common
  /// @throws WeightsException if the masks are of different networks
  static List<MaskPair> of(Path a, Path b) {
    boolean runs = isRun(a);
    if (runs != isRun(b)) {
      throw new RunRefused(
          "%s and %s are a run and a single mask; give two runs, or two cells or mask files"
              .formatted(a, b));
    } else if (!runs) {
      return List.of(of("", a, b));
    }
    SequencedMap<String, Path> left = finished(a);
    SequencedMap<String, Path> right = finished(b);
    var pairs = new ArrayList<MaskPair>();
    left.forEach(
        (cell, folder) -> {
          Path other = right.get(cell);
          if (other != null) {
            pairs.add(of(cell, folder, other));
          }
        });
    if (pairs.isEmpty()) {
      throw new RunRefused(
          "%s and %s have no finished cell in common; give the folders of two cells"
              .formatted(a, b));
    }
    return pairs;
  }

  private static boolean isRun(Path path) {
    return Files.isDirectory(path) && !Files.exists(path.resolve(MASK));
  }

  private static SequencedMap<String, Path> finished(Path run) {
    var finished = new LinkedHashMap<String, Path>();
    for (RunStatus.Line line : RunStatus.of(run).lines()) {
      if (line.state() == RunStatus.State.DONE) {
        finished.put(line.cell().toString(), line.folder());
      }
    }
    return finished;
  }

  private static MaskPair of(String name, Path a, Path b) {
    Mask left = Mask.read(maskFile(a));
    Mask right = Mask.read(maskFile(b));
    try {
      right.requireLike(left);
    } catch (WeightsException e) {
      throw new WeightsException(
          "%s and %s are masks of different networks: %s".formatted(a, b, e.getMessage()), e);
    }
    Optional<Weights> first = weights(a);
    Optional<Weights> second = weights(b);
    var layers = new LinkedHashMap<String, Overlap>();
    for (NamedMask layer : left.layers()) {
      layers.put(layer.name(), Overlap.of(layer, right.layer(layer.name()), first, second));
    }
    return new MaskPair(name, layers);
  }

  private static Path maskFile(Path path) {
    return Files.isDirectory(path) ? path.resolve(MASK) : path;
  }

  private static Optional<Weights> weights(Path cell) {
    Path file = cell.resolve(WEIGHTS);
    return Files.exists(file) ? Optional.of(Weights.read(file)) : Optional.empty();
  }

  /// Of all layers together.
  Overlap total() {
    return layers.values().stream().reduce(Overlap.NONE, Overlap::plus);
  }
}
