package org.tombola.lottery.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tombola.engine.Shape;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.rewire.Rewired;
import org.tombola.lottery.train.Checkpoint;
import org.tombola.lottery.train.EarlyStop;
import org.tombola.lottery.train.Times;
import org.tombola.nn.Entry;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.SafeTensors;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;
import org.tombola.nn.optim.OptimizerState;

/// `checkpoint.safetensors`: a [Checkpoint] in a file that appears whole, by rename, and says which
/// training it belongs to.
///
/// | tensors | metadata |
/// |---|---|
/// | `network.<name>` | `cell`, `settings.<key>`: whose it is |
/// | `optimizer.<name>` | `step`, `optimizer-steps`, `loss-sum`, `losses`, `evaluations` |
/// | `early-stop.<name>`, once there is one | `early-stop-step`, `early-stop-loss` |
/// | `mask.<name>`, `average.<name>`, if the mask changes | |
/// | | `metrics-bytes`, `step-seconds`, `data-seconds`, `cell-seconds` |
///
/// Real numbers in the metadata are hexadecimal, so that they come back to the last bit.
///
/// @param path the file
/// @param owner the identity of the settings
/// @param cell the cell, as text
record CheckpointFile(Path path, Identity owner, String cell) {
  private static final String SETTINGS = "settings.";
  private static final String NETWORK = "network.";
  private static final String OPTIMIZER = "optimizer.";
  private static final String EARLY_STOP = "early-stop.";
  private static final String MASK = "mask.";
  private static final String AVERAGE = "average.";

  /// What the run adds to the trainer's state.
  ///
  /// @param metricsBytes the length of `metrics.jsonl`
  /// @param seconds of work on the cell so far
  record Saved(Checkpoint checkpoint, long metricsBytes, double seconds) {}

  /// Replaces the file. A state that is no longer finite is not kept: the next loss ends the
  /// training anyway, and the file before it may still help.
  ///
  /// @throws WeightsException if the file cannot be written
  void write(Saved saved) {
    Checkpoint at = saved.checkpoint();
    var tensors = new ArrayList<NamedTensor>();
    put(NETWORK, at.weights(), tensors);
    put(OPTIMIZER, at.optimizer().tensors(), tensors);
    at.best().ifPresent(best -> put(EARLY_STOP, best.weights(), tensors));
    at.rewired().ifPresent(rewired -> put(AVERAGE, rewired.averages(), tensors));
    if (tensors.stream().anyMatch(tensor -> indexOfNonFinite(tensor) >= 0)) {
      return;
    }
    var metadata = new TreeMap<String, String>();
    owner.values().forEach((key, value) -> metadata.put(SETTINGS + key, value));
    metadata.put("cell", cell);
    metadata.put("step", Integer.toString(at.step()));
    metadata.put("optimizer-steps", Long.toString(at.optimizer().steps()));
    metadata.put("loss-sum", Double.toHexString(at.lossSum()));
    metadata.put("losses", Integer.toString(at.losses()));
    metadata.put("evaluations", Integer.toString(at.evaluations()));
    at.best()
        .ifPresent(
            best -> {
              metadata.put("early-stop-step", Integer.toString(best.step()));
              metadata.put("early-stop-loss", Double.toHexString(best.validationLoss()));
            });
    metadata.put("metrics-bytes", Long.toString(saved.metricsBytes()));
    metadata.put("step-seconds", Double.toHexString(at.times().steps()));
    metadata.put("data-seconds", Double.toHexString(at.times().data()));
    metadata.put("cell-seconds", Double.toHexString(saved.seconds()));
    var entries = new ArrayList<Entry>(tensors);
    at.rewired().ifPresent(rewired -> put(MASK, rewired.mask(), entries));
    SafeTensors.of(entries, metadata).write(path);
  }

  /// @throws RunRefused in one line that names the file, if it cannot be read, is not finite, or
  ///   belongs to another training
  Saved read() {
    try {
      SafeTensors file = SafeTensors.read(path);
      checkOwner(file.metadata());
      for (NamedTensor tensor : Weights.of(file).tensors().values()) {
        int bad = indexOfNonFinite(tensor);
        if (bad >= 0) {
          throw new WeightsException(
              "tensor '%s' holds %s at index %d".formatted(tensor.name(), tensor.at(bad), bad));
        }
      }
      return saved(file);
    } catch (WeightsException e) {
      throw refused(e);
    }
  }

  /// What is wrong with the file, and what to do.
  RunRefused refused(WeightsException e) {
    String message = String.valueOf(e.getMessage());
    String named = message.startsWith(path.toString()) ? message : path + ": " + message;
    return new RunRefused(
        "%s; restore the file, or delete it to train again from the start".formatted(named), e);
  }

  private void checkOwner(Map<String, String> metadata) {
    var settings = new TreeMap<String, String>();
    metadata.forEach(
        (key, value) -> {
          if (key.startsWith(SETTINGS)) {
            settings.put(key.substring(SETTINGS.length()), value);
          }
        });
    if (settings.isEmpty()) {
      throw new WeightsException("it is no checkpoint: its metadata name no settings");
    }
    Optional<String> difference =
        new Identity(settings)
            .difference(owner)
            .or(
                () ->
                    cell.equals(metadata.get("cell"))
                        ? Optional.empty()
                        : Optional.of(
                            "the cell is %s there and %s here"
                                .formatted(metadata.get("cell"), cell)));
    if (difference.isPresent()) {
      throw new WeightsException("it is the checkpoint of another training: " + difference.get());
    }
  }

  private static Saved saved(SafeTensors file) {
    var metadata = new Metadata(file.metadata());
    var best = Optional.<EarlyStop>empty();
    if (file.metadata().containsKey("early-stop-step")) {
      best =
          Optional.of(
              new EarlyStop(
                  metadata.whole("early-stop-step"),
                  metadata.real("early-stop-loss"),
                  take(EARLY_STOP, file)));
    }
    var checkpoint =
        new Checkpoint(
            metadata.whole("step"),
            take(NETWORK, file),
            new OptimizerState(metadata.whole("optimizer-steps", 18), take(OPTIMIZER, file)),
            metadata.real("loss-sum"),
            metadata.whole("losses"),
            best,
            metadata.whole("evaluations"),
            new Times(metadata.real("step-seconds"), metadata.real("data-seconds")),
            takeMask(MASK, file).map(mask -> new Rewired(mask, take(AVERAGE, file))));
    return new Saved(
        checkpoint, metadata.whole("metrics-bytes", 18), metadata.real("cell-seconds"));
  }

  private record Metadata(Map<String, String> texts) {
    /// At most nine digits: an `int`.
    int whole(String key) {
      return (int) whole(key, 9);
    }

    long whole(String key, int digits) {
      String text = texts.getOrDefault(key, "missing");
      if (!text.matches("[0-9]{1,%d}".formatted(digits))) {
        throw notNumber(key, text);
      }
      return Long.parseLong(text);
    }

    double real(String key) {
      String text = texts.getOrDefault(key, "missing");
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException _) {
        // Told below.
      }
      throw notNumber(key, text);
    }

    private static WeightsException notNumber(String key, String text) {
      return new WeightsException("metadata '%s' is %s, expected a number".formatted(key, text));
    }
  }

  static void put(String prefix, Weights weights, List<NamedTensor> into) {
    weights
        .tensors()
        .forEach((name, t) -> into.add(NamedTensor.of(prefix + name, t.shape(), t.toArray())));
  }

  static void put(String prefix, Mask mask, List<Entry> into) {
    mask.layers().forEach(m -> into.add(NamedMask.of(prefix + m.name(), m.shape(), m.toArray())));
  }

  /// The masks under a prefix; empty if there are none.
  static Optional<Mask> takeMask(String prefix, SafeTensors file) {
    var taken = new ArrayList<NamedMask>();
    for (String name : file.entries().keySet()) {
      if (name.startsWith(prefix)) {
        NamedMask mask = file.mask(name);
        taken.add(NamedMask.of(name.substring(prefix.length()), mask.shape(), mask.toArray()));
      }
    }
    return taken.isEmpty() ? Optional.empty() : Optional.of(Mask.of(taken));
  }

  static Weights take(String prefix, SafeTensors file) {
    var taken = new ArrayList<NamedTensor>();
    for (NamedTensor tensor : Weights.of(file).tensors().values()) {
      if (tensor.name().startsWith(prefix)) {
        Shape shape = tensor.shape();
        taken.add(
            NamedTensor.of(tensor.name().substring(prefix.length()), shape, tensor.toArray()));
      }
    }
    return Weights.of(taken);
  }

  /// The first index that holds NaN or an infinity; −1 if there is none.
  private static int indexOfNonFinite(NamedTensor tensor) {
    int size = tensor.shape().size();
    for (int i = 0; i < size; i++) {
      if (!Float.isFinite(tensor.at(i))) {
        return i;
      }
    }
    return -1;
  }
}
