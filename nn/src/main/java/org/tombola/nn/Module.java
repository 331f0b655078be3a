package org.tombola.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.tombola.engine.Tensor;

/// A function with parameters: a layer, or a network made of layers.
///
/// A layer lists its own [#parameters] and [#buffers]; what is made of other modules lists its
/// [#children] and inherits the rest.
public interface Module {
  /// The output for a batch. What shapes are accepted is each module's own to say.
  ///
  /// In [Phase#TRAIN] layers with running statistics update them, once a call.
  ///
  /// @throws org.tombola.engine.EngineException if `x` does not fit
  Tensor forward(Tensor x, Phase phase);

  /// The modules this one is made of, inputs' side first; none for a layer.
  default Stream<? extends Module> children() {
    return Stream.empty();
  }

  /// The [#children] in lines: in each the first takes what the module is given, and every other
  /// what the one before gives, which nobody else reads. One line of all children, unless a module
  /// says otherwise; none for a layer.
  default List<List<Module>> branches() {
    List<Module> line = List.copyOf(children().toList());
    return line.isEmpty() ? List.of() : List.of(line);
  }

  /// This module as a line of others, as long as there is one: its output is that of the last, and
  /// each takes what the one before gives. What computes in several lines is one of them.
  default Stream<Module> line() {
    List<List<Module>> branches = branches();
    return branches.size() == 1
        ? branches.getFirst().stream().flatMap(Module::line)
        : Stream.of(this);
  }

  /// Every parameter once, always in the same order: inputs' side first, weight before bias.
  default Stream<Parameter> parameters() {
    return children().flatMap(Module::parameters);
  }

  /// Every buffer once, always in the same order.
  default Stream<Buffer> buffers() {
    return children().flatMap(Module::buffers);
  }

  /// Parameters and buffers in the order of PyTorch's `state_dict`: layer by layer, a layer's
  /// parameters before its buffers.
  default Stream<State> state() {
    var layers = new LinkedHashMap<String, List<State>>();
    Stream.concat(parameters(), buffers())
        .forEach(
            s -> layers.computeIfAbsent(Names.parent(s.name()), _ -> new ArrayList<>()).add(s));
    return layers.values().stream().flatMap(List::stream);
  }
}
