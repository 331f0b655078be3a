package org.tombola.nn;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The numbers of a network at one moment, by parameter name and in the network's order.
///
/// A snapshot: it shares no memory with the network, so that training cannot change what a rewind
/// goes back to. Immutable; equal by content.
public record Weights(SequencedMap<String, NamedTensor> tensors) {
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

  /// The present numbers of every parameter.
  ///
  /// @throws WeightsException if two parameters share a name
  public static Weights of(Module module) {
    return of(
        module
            .parameters()
            .map(p -> NamedTensor.owning(p.name(), p.shape(), p.toArray()))
            .toList());
  }

  /// Writes the numbers into the network's parameters; entries a mask prunes stay +0. Changes
  /// nothing if they do not fit.
  ///
  /// @throws WeightsException naming the parameter, unless both have the same names and shapes
  public void into(Module module) {
    var parameters = new LinkedHashMap<String, Parameter>();
    module.parameters().forEach(p -> parameters.put(p.name(), p));
    for (Parameter parameter : parameters.values()) {
      NamedTensor tensor = get(parameter.name());
      if (!tensor.shape().equals(parameter.shape())) {
        throw new WeightsException(
            "weights '%s' have shape %s, the network's have %s"
                .formatted(tensor.name(), tensor.shape(), parameter.shape()));
      }
    }
    for (String name : tensors.keySet()) {
      if (!parameters.containsKey(name)) {
        throw new WeightsException(
            "weights '%s' belong to no parameter of the network; it has %s"
                .formatted(name, sorted(parameters.keySet())));
      }
    }
    parameters.values().forEach(p -> p.write(get(p.name()).shared()));
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

  /// For a file, with metadata to go along.
  public SafeTensors toSafeTensors(Map<String, String> metadata) {
    return SafeTensors.of(tensors.values(), metadata);
  }

  /// The floats of a file; its masks are left out.
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

  private static String sorted(Collection<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }
}
