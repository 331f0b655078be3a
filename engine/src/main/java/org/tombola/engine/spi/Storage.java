package org.tombola.engine.spi;

import java.util.function.Supplier;
import org.tombola.engine.Shape;

/// The memory of one tensor, in its backend's own layout: opaque to everyone else.
///
/// Numbers are float32. Only [#read] and [#write] look inside, and both speak compact row-major
/// order, whatever the backend does physically.
public interface Storage {
  Shape shape();

  Kind kind();

  /// The backend that made this storage and alone may compute with it.
  Backend owner();

  /// Copies all elements, row-major, into `into[0 .. shape().size())`.
  void read(float[] into);

  /// What [#read] would give now, for whoever asks once, later: meanwhile the caller may compute on
  /// with this storage, and a device need not be waited for.
  default Supplier<float[]> readLater() {
    float[] now = new float[shape().size()];
    read(now);
    return () -> now;
  }

  /// Replaces all elements by `from[0 .. shape().size())`, row-major; padding becomes zero.
  void write(float[] from);

  /// Overwrites everything with NaN, padding included. For tests: a kernel must overwrite its
  /// output whatever was there, and a tensor read after its step must not look right by accident.
  void poison();
}
