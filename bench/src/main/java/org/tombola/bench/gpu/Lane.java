package org.tombola.bench.gpu;

import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// A backend among those compared, and a way to wait for it.
public final class Lane implements AutoCloseable {
  private final String name;
  private final Backend on;
  private final Storage one;
  private final float[] answer = new float[1];

  /// @param name that it was opened with
  Lane(String name, Backend on) {
    this.name = name;
    this.on = on;
    one = on.allocate(Kind.PLAIN, Shape.of(1));
  }

  /// What it was opened with.
  public String name() {
    return name;
  }

  /// The backend; it goes with the lane.
  Backend on() {
    return on;
  }

  /// Has all that waits run, and returns when it has: reads one number.
  void finish() {
    one.read(answer);
  }

  @Override
  public void close() {
    on.close();
  }
}
