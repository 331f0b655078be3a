package org.tombola.bench.layer;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.engine.spi.Window;

/// A backend that computes nothing and writes down the layers it is asked for: what a network would
/// do, without doing it.
final class ShapesOnly implements InvocationHandler {
  private record Empty(Kind kind, Shape shape, Backend owner) implements Storage {
    @Override
    public void read(float[] into) {}

    @Override
    public void write(float[] from) {}

    @Override
    public void poison() {}
  }

  private final List<Layer> layers = new ArrayList<>();

  /// The backend; its layers go to [#layers].
  Backend backend() {
    Class<?>[] verbs = {Backend.class};
    return (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(), verbs, this);
  }

  /// Those with weights, in the order in which they were computed.
  List<Layer> layers() {
    return layers;
  }

  @Override
  public @Nullable Object invoke(Object self, Method verb, Object @Nullable [] arguments)
      throws ReflectiveOperationException {
    if (arguments == null) {
      return verb.getReturnType() == String.class ? "shapes only" : null;
    }
    if (verb.getDeclaringClass() == Object.class) {
      return verb.invoke(this, arguments);
    }
    switch (verb.getName()) {
      case "allocate" -> {
        return new Empty((Kind) arguments[0], (Shape) arguments[1], (Backend) self);
      }
      case "linear" -> linear((Storage) arguments[0], (Storage) arguments[1]);
      case "conv2d" ->
          conv2d((Window) arguments[0], (Storage) arguments[1], (Storage) arguments[2]);
      default -> {}
    }
    return null;
  }

  private void linear(Storage x, Storage w) {
    layers.add(new LinearLayer(x.shape().dim(0), x.shape().dim(1), w.shape().dim(0)));
  }

  private void conv2d(Window window, Storage x, Storage w) {
    Shape in = x.shape();
    layers.add(new ConvLayer(in.dim(0), in.dim(1), in.dim(2), w.shape().dim(0), window));
  }
}
