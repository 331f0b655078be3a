package org.tombola.nn.models;

import java.util.Optional;
import java.util.stream.Stream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Phase;
import org.tombola.nn.layers.Flatten;
import org.tombola.nn.layers.Linear;
import org.tombola.nn.layers.Relu;
import org.tombola.nn.layers.Sequential;

/// LeNet-300-100: two hidden layers with ReLU, one output a class (LeCun et al. 1998,
/// "Gradient-based learning applied to document recognition"; with ReLU as in Frankle and Carbin
/// 2019, figure 2).
///
/// For 784 inputs and 10 classes 266,200 weights and 410 biases. Takes (N, inputs), or images whose
/// sizes multiply to `inputs`; gives logits (N, classes).
public record LeNet300(Sequential layers) implements Module {
  /// The network of that name, nothing if it is another one's.
  static Optional<Models.Network> named(String name) {
    return name.equals("lenet-300-100")
        ? Optional.of(
            new Models.Network(
                name,
                "fully connected 784-300-100-10 with ReLU, 266,610 parameters",
                Shape.of(1, 28, 28),
                10,
                (input, classes, init) -> of(input.size(), classes, init)))
        : Optional.empty();
  }

  /// With 300 and 100 hidden units.
  public static LeNet300 of(int inputs, int classes, Init init, Rng rng) {
    return of(inputs, classes, Initializer.of(init, rng));
  }

  /// With 300 and 100 hidden units.
  public static LeNet300 of(int inputs, int classes, Initializer init) {
    return of(inputs, 300, 100, classes, init);
  }

  /// With hidden layers of other sizes.
  public static LeNet300 of(int inputs, int hidden1, int hidden2, int classes, Init init, Rng rng) {
    return of(inputs, hidden1, hidden2, classes, Initializer.of(init, rng));
  }

  private static LeNet300 of(int inputs, int hidden1, int hidden2, int classes, Initializer init) {
    return new LeNet300(
        Sequential.of(
            new Flatten(),
            Linear.of(Names.ROOT.child("fc1"), inputs, hidden1, init),
            new Relu(Names.ROOT.child("fc1")),
            Linear.of(Names.ROOT.child("fc2"), hidden1, hidden2, init),
            new Relu(Names.ROOT.child("fc2")),
            Linear.of(Names.ROOT.child("fc3"), hidden2, classes, init)));
  }

  @Override
  public Tensor forward(Tensor x, Phase phase) {
    return layers.forward(x, phase);
  }

  @Override
  public Stream<Module> children() {
    return Stream.of(layers);
  }
}
