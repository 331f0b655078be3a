package org.tombola.bench.conv;

import org.tombola.bench.ladder.Task;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Window;

/// The verb `conv2d` of a backend, on one thread, between images in the backend's own layout.
final class BackendConv {
  private final Backend backend;

  /// @param name as in [Backends#open]
  BackendConv(String name) {
    backend = Backends.open(name, 1);
  }

  Task prepare(ConvShape shape, float[] x, float[] w) {
    int side = shape.side();
    Storage in =
        backend.allocate(Kind.BATCHED, Shape.of(shape.samples(), shape.channels(), side, side));
    Storage filters =
        backend.allocate(Kind.PLAIN, Shape.of(shape.filters(), shape.channels(), 3, 3));
    Storage out =
        backend.allocate(Kind.BATCHED, Shape.of(shape.samples(), shape.filters(), side, side));
    in.write(x);
    filters.write(w);
    return new Task(
        () -> backend.conv2d(Window.of(3, 1, 1), in, filters, null, out),
        () -> {
          float[] y = new float[shape.outputs()];
          out.read(y);
          return y;
        });
  }
}
