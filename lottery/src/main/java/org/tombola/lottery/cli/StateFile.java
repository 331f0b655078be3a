package org.tombola.lottery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.tombola.engine.Shape;
import org.tombola.nn.Compact;
import org.tombola.nn.Module;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.SafeTensors;
import org.tombola.nn.State;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;

/// The state of a network in a file: a state dictionary by itself, as PyTorch and `export` write
/// it, or the part of a training's checkpoint whose names start with `network.`.
///
/// @param path where it was read
/// @param weights by the network's own names
/// @param steps the training steps behind them, 0 if the file does not say
/// @param compact whether they are of a network with fewer units, as `export --compact` writes it
record StateFile(Path path, Weights weights, long steps, boolean compact) {
  /// The key of a file's metadata that says so.
  static final String COMPACT = "compact";

  private static final String IN_CHECKPOINT = "network.";

  /// @throws WeightsException if the file cannot be read
  static StateFile read(Path path) {
    SafeTensors file = SafeTensors.read(path);
    var inCheckpoint = new ArrayList<NamedTensor>();
    for (NamedTensor tensor : Weights.of(file).tensors().values()) {
      if (tensor.name().startsWith(IN_CHECKPOINT)) {
        String name = tensor.name().substring(IN_CHECKPOINT.length());
        inCheckpoint.add(NamedTensor.of(name, tensor.shape(), tensor.toArray()));
      }
    }
    String steps = file.metadata().getOrDefault("step", "0");
    return new StateFile(
        path,
        inCheckpoint.isEmpty() ? Weights.of(file) : Weights.of(inCheckpoint),
        steps.matches("[0-9]{1,18}") ? Long.parseLong(steps) : 0,
        file.metadata().getOrDefault(COMPACT, "").equals("true"));
  }

  /// The network that is meant, with as many units as these weights are of and with their numbers,
  /// on the current backend.
  ///
  /// @throws WeightsException as [#into]
  Module network(NetworkArguments network) {
    Module module = shaped(network.name(), network::create);
    into(network.name(), module);
    return module;
  }

  /// A network whose numbers are about to be replaced, with as many units as these weights are of.
  ///
  /// @param name the network's, for the message
  /// @param create it with changes in its shapes
  /// @throws WeightsException if a layer is missing
  Module shaped(String name, Function<Map<String, Shape>, Module> create) {
    Module whole = create.apply(Map.of());
    if (!compact) {
      return whole;
    }
    try {
      return create.apply(Compact.shapes(whole, weights));
    } catch (WeightsException e) {
      throw new WeightsException("%s does not fit %s: %s".formatted(path, name, e.getMessage()), e);
    }
  }

  /// Puts the numbers into the network, or changes nothing.
  ///
  /// @param name the network's, for the message
  /// @throws WeightsException in one line that names the first tensor that is missing, unexpected,
  ///   of another shape or not finite
  void into(String name, Module network) {
    checkFits(name, network);
    for (NamedTensor tensor : weights.tensors().values()) {
      Statistics its = Statistics.of(tensor);
      if (!its.isFinite()) {
        throw new WeightsException(
            "%s: tensor '%s' holds %d NaN and %d infinite numbers of %d; take weights from before"
                    .formatted(path, tensor.name(), its.nan(), its.infinite(), its.count())
                + " the training diverged");
      }
    }
    weights.into(network);
  }

  private void checkFits(String name, Module network) {
    var missing = new ArrayList<String>();
    var misshapen = new ArrayList<String>();
    SequencedMap<String, Shape> expected = new LinkedHashMap<>();
    network.state().forEach((State s) -> expected.put(s.name(), s.shape()));
    expected.forEach(
        (tensor, shape) -> {
          var found = Optional.ofNullable(weights.tensors().get(tensor)).map(NamedTensor::shape);
          if (found.isEmpty()) {
            missing.add("'" + tensor + "'");
          } else if (!found.get().equals(shape)) {
            misshapen.add("'%s' is %s, expected %s".formatted(tensor, found.get(), shape));
          }
        });
    var unexpected =
        weights.tensors().keySet().stream()
            .filter(tensor -> !expected.containsKey(tensor))
            .map(tensor -> "'" + tensor + "'")
            .toList();
    var faults = new ArrayList<String>();
    fault("missing ", missing, faults);
    fault("unexpected ", unexpected, faults);
    fault("", misshapen, faults);
    if (!faults.isEmpty()) {
      throw new WeightsException(
          "%s does not fit %s: %s".formatted(path, name, String.join("; ", faults)));
    }
  }

  private static void fault(String kind, List<String> tensors, List<String> into) {
    if (!tensors.isEmpty()) {
      int more = tensors.size() - 1;
      into.add(kind + tensors.getFirst() + (more > 0 ? " and %d more".formatted(more) : ""));
    }
  }
}
