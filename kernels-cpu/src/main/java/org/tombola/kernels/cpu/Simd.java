package org.tombola.kernels.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The vector width, fixed when this class loads: the compiler turns [#SPECIES] into instructions
/// only because it is a constant.
///
/// `-Dorg.tombola.vectorBits=128|256|512` overrides the machine's preferred width; [CpuProvider]
/// checks the value before it lets this class load.
final class Simd {
  static final String BITS_PROPERTY = "org.tombola.vectorBits";

  static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(
          float.class,
          VectorShape.forBitSize(
              Integer.getInteger(
                  BITS_PROPERTY, Math.min(512, VectorShape.preferredShape().vectorBitSize()))));

  /// Floats in a vector: 16, 8 or 4, a divisor of [Lanes#LANES].
  static final int WIDTH = SPECIES.length();

  /// An operand only: an accumulator that began as this object would be kept on the heap, so those
  /// begin as `FloatVector.zero(SPECIES)`.
  static final FloatVector ZERO = FloatVector.zero(SPECIES);

  static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1f);

  private Simd() {}
}
