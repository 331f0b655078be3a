package org.tombola.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Shape;

/// The units between two layers: what one layer gives and only one other reads. A unit is a channel
/// of maps or an output of a linear layer; without it the one layer loses a row of its weight, the
/// normalisation or bias behind it an entry, and the other layer the columns that read it.
///
/// What a residual sum reads is not here: each channel of it is given by several layers. In a
/// residual block these are the units after all convolutions but the last (Li et al. 2017, section
/// 3.4).
///
/// @param from the name of the weight that gives them, (units, ...)
/// @param along what else has a number for each: a bias, a normalisation's parameters and buffers
/// @param scale the name of the normalisation's scale among those, if there is one
/// @param to the name of the weight that reads them
/// @param count how many there are
public record Units(String from, List<String> along, Optional<String> scale, String to, int count) {
  public Units {
    along = List.copyOf(along);
  }

  /// All units of a network between two layers, inputs' side first.
  public static List<Units> of(Module network) {
    var walk = new Walk();
    walk.into(network);
    return List.copyOf(walk.found);
  }

  /// The units of linear layers that a linear layer reads as they are, inputs' side first.
  public static List<Units> betweenLinear(Module network) {
    return of(network).stream()
        .filter(units -> isLinear(network, units.from()))
        .filter(units -> isLinear(network, units.to()))
        .toList();
  }

  private static boolean isLinear(Module network, String name) {
    return network.parameters().anyMatch(p -> p.name().equals(name) && p.shape().rank() == 2);
  }

  /// The unit that gives an entry of [#from], whose shape this is.
  public int giving(int entry, Shape shape) {
    return entry / (shape.size() / shape.dim(0));
  }

  /// The units that have a weight left, in order.
  ///
  /// @param mask of [#from]
  public List<Integer> alive(NamedMask mask) {
    return IntStream.range(0, mask.shape().size())
        .filter(mask::keeps)
        .map(i -> giving(i, mask.shape()))
        .distinct()
        .boxed()
        .toList();
  }

  /// The unit that an entry of [#to] reads. A linear layer behind maps reads each channel at every
  /// pixel.
  ///
  /// @param shape of [#to]
  public int readBy(int entry, Shape shape) {
    int inputs = shape.size() / shape.dim(0);
    return entry % inputs / (inputs / count);
  }

  /// Follows the maps from layer to layer.
  private static final class Walk {
    private final List<Units> found = new ArrayList<>();
    private final List<String> along = new ArrayList<>();
    private Optional<String> scale = Optional.empty();
    private @Nullable Parameter from;

    void into(Module module) {
      List<List<Module>> branches = module.branches();
      if (branches.size() > 1) {
        for (List<Module> branch : branches) {
          from = null;
          branch.forEach(this::into);
        }
        from = null;
      } else if (branches.isEmpty()) {
        layer(module);
      } else {
        branches.getFirst().forEach(this::into);
      }
    }

    private void layer(Module layer) {
      Parameter weight =
          layer.parameters().filter(p -> p.role() == Role.WEIGHT).findFirst().orElse(null);
      if (weight != null) {
        if (from != null) {
          found.add(new Units(from.name(), along, scale, weight.name(), from.shape().dim(0)));
        }
        from = weight;
        along.clear();
        scale = Optional.empty();
      }
      layer
          .parameters()
          .filter(p -> p.role() == Role.NORM_SCALE)
          .forEach(p -> scale = Optional.of(p.name()));
      layer.state().filter(state -> state != weight).map(State::name).forEach(along::add);
    }
  }
}
