package org.tombola.nn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The numbers of a network at one moment, by name and in the order of PyTorch's `state_dict`:
/// every parameter, and the running statistics that evaluation needs.
///
/// A snapshot: it shares no memory with the network, so that training cannot change what a rewind
/// goes back to. Immutable; equal by content.
public record Weights(SequencedMap<String, NamedTensor> tensors) {
  private static final int NAMES_SHOWN = 12;

  public Weights {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
  }

  /// A snapshot of these tensors, in their order.
  ///
  /// @throws WeightsException if two tensors share a name
  public static Weights of(Collection<NamedTensor> tensors) {
    var byName = new LinkedHashMap<String, NamedTensor>();
    for (NamedTensor tensor : tensors) {
      if (byName.put(tensor.name(), tensor) != null) {
        throw new WeightsException("two tensors are called '%s'".formatted(tensor.name()));
      }
    }
    return new Weights(byName);
  }

  /// The present numbers of every parameter and buffer.
  ///
  /// @throws WeightsException if two of them share a name
  public static Weights of(Module module) {
    return of(
        module.state().map(s -> NamedTensor.owning(s.name(), s.shape(), s.toArray())).toList());
  }

  /// Writes the numbers into the network's parameters and buffers; entries a mask prunes stay +0.
  /// Changes nothing if they do not fit.
  ///
  /// @throws WeightsException naming the tensor, unless both have the same names and shapes
  public void into(Module module) {
    var states = new LinkedHashMap<String, State>();
    module.state().forEach(s -> states.put(s.name(), s));
    for (State state : states.values()) {
      if (state instanceof Buffer && !tensors.containsKey(state.name())) {
        throw new WeightsException(
            "no weights are called '%s': they come without the network's running statistics"
                .formatted(state.name()));
      }
      NamedTensor tensor = get(state.name());
      if (!tensor.shape().equals(state.shape())) {
        throw new WeightsException(
            "weights '%s' have shape %s, the network's have %s"
                .formatted(tensor.name(), tensor.shape(), state.shape()));
      }
    }
    for (String name : tensors.keySet()) {
      if (!states.containsKey(name)) {
        throw new WeightsException(
            "weights '%s' belong to no parameter of the network; it has %s"
                .formatted(name, sorted(states.keySet())));
      }
    }
    states.values().forEach(s -> s.write(get(s.name()).shared()));
  }

  /// The tensor of that name.
  ///
  /// @throws WeightsException if there is none
  public NamedTensor get(String name) {
    NamedTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new WeightsException(
          "no weights are called '%s'; there are %s".formatted(name, sorted(tensors.keySet())));
    }
    return tensor;
  }

  /// The same numbers, but for the tensor of that name.
  ///
  /// @throws WeightsException if there is none, or if it has another shape
  public Weights with(NamedTensor tensor) {
    NamedTensor old = get(tensor.name());
    if (!old.shape().equals(tensor.shape())) {
      throw new WeightsException(
          "weights '%s' have shape %s, not %s"
              .formatted(tensor.name(), old.shape(), tensor.shape()));
    }
    var changed = new LinkedHashMap<>(tensors);
    changed.put(tensor.name(), tensor);
    return new Weights(changed);
  }

  /// For a file, with metadata to go along.
  public SafeTensors toSafeTensors(Map<String, String> metadata) {
    return SafeTensors.of(tensors.values(), metadata);
  }

  /// For PyTorch, which wants a count of training batches beside each pair of running statistics.
  /// With its default momentum the count changes nothing; reading ignores it.
  ///
  /// @param batches the count to write, for example the training steps so far
  public SafeTensors toTorch(long batches, Map<String, String> metadata) {
    var entries = new ArrayList<Entry>(tensors.values());
    for (String name : tensors.keySet()) {
      if (name.endsWith(".running_var")) {
        entries.add(
            new NamedCount(new Names(Names.parent(name)).of("num_batches_tracked"), batches));
      }
    }
    return SafeTensors.of(entries, metadata);
  }

  /// The floats of a file; its masks and counts are left out.
  public static Weights of(SafeTensors file) {
    return of(
        file.entries().values().stream()
            .filter(NamedTensor.class::isInstance)
            .map(NamedTensor.class::cast)
            .toList());
  }

  /// Writes a safetensors file without metadata.
  ///
  /// @throws WeightsException if the file cannot be written
  public void write(Path file) {
    toSafeTensors(Map.of()).write(file);
  }

  /// Reads the floats of a safetensors file.
  ///
  /// @throws WeightsException if the file cannot be read, see [SafeTensors#read]
  public static Weights read(Path file) {
    return of(SafeTensors.read(file));
  }

  /// The first names; a deep network has hundreds.
  private static String sorted(Collection<String> names) {
    String shown = names.stream().sorted().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
    int more = names.size() - NAMES_SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
