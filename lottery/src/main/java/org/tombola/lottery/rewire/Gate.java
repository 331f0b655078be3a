package org.tombola.lottery.rewire;

import org.tombola.engine.RandomStream;
import org.tombola.engine.Tensor;

/// A random factor of each weight, whose distribution is trained: a step computes with factors
/// drawn for it, and every weight that stays has a price. Weight decay leaves `s` alone.
///
/// One factor a weight and step, the same for all examples of the batch.
sealed interface Gate extends Reparameterization permits VariationalDropout, HardConcrete {
  /// The random number that [#drawn] wants for a weight.
  float noise(RandomStream numbers, long index);

  /// What a step computes with.
  ///
  /// @param noise a number of [#noise] for each weight
  Tensor drawn(Tensor w, Tensor s, Tensor noise);

  /// What the weights of the layer cost, a scalar.
  Tensor price(Tensor w, Tensor s);
}
