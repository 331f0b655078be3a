package org.tombola.lottery.ensemble;

import java.util.stream.IntStream;
import org.tombola.engine.Shape;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;

/// Which units of each network of an ensemble stay; of every network as many.
///
/// @param units (H, T)
record UnitMask(NamedMask units) {
  /// These units.
  ///
  /// @param keeps row-major
  static UnitMask of(Shape shape, boolean[] keeps) {
    return new UnitMask(NamedMask.of("units", shape, keeps));
  }

  /// What a mask of whole units says, in each of its layers.
  static UnitMask of(Mask mask) {
    NamedMask layer = mask.layers().getFirst(); // (…, H, T)
    int rank = layer.shape().rank();
    Shape units = Shape.of(layer.shape().dim(rank - 2), layer.shape().dim(rank - 1));
    boolean[] keeps = new boolean[units.size()];
    for (int i = 0; i < keeps.length; i++) {
      keeps[i] = layer.keeps(i);
    }
    return of(units, keeps);
  }

  Shape shape() {
    return units.shape();
  }

  int networks() {
    return shape().dim(1);
  }

  /// How many each network keeps.
  int count() {
    return kept(0).length;
  }

  /// The units that a network keeps, ascending.
  int[] kept(int network) {
    return IntStream.range(0, shape().dim(0))
        .filter(unit -> units.keeps(unit * networks() + network))
        .toArray();
  }

  /// The mask with the weights of these units, in and out, in each layer.
  Mask in(Mask mask) {
    return mask.with(mask.layers().stream().map(this::repeated).toList());
  }

  private NamedMask repeated(NamedMask layer) {
    boolean[] keeps = units.toArray();
    boolean[] all = new boolean[layer.shape().size()];
    for (int i = 0; i < all.length; i += keeps.length) {
      System.arraycopy(keeps, 0, all, i, keeps.length);
    }
    return NamedMask.of(layer.name(), layer.shape(), all);
  }
}
