package org.tombola.nn;

import org.tombola.engine.Shape;

/// One tensor of a [SafeTensors] file. Immutable; equal by content.
public sealed interface Entry permits NamedTensor, NamedMask, NamedCount {
  String name();

  Shape shape();
}
