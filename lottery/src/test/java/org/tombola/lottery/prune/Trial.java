package org.tombola.lottery.prune;

import org.tombola.datasets.Examples;
import org.tombola.datasets.ImageShape;
import org.tombola.engine.Rng;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Module;
import org.tombola.nn.Names;
import org.tombola.nn.Weights;
import org.tombola.nn.layers.Flatten;
import org.tombola.nn.layers.Linear;
import org.tombola.nn.layers.Sequential;

/// A network and the examples it is tried on.
record Trial(Module network, Examples examples) implements Probe {
  @Override
  public Weights init() {
    return Weights.of(network);
  }

  /// Two linear layers with two units each and weights that can be followed by hand, and one
  /// example (1, 2) of class 1:
  ///
  /// ```text
  /// fc1 = 0.1 -0.2    fc2 = -1    2    hidden = -0.3  1.1    logits = 2.5  -1.25
  ///       0.3  0.4          0.5  -1
  /// ```
  static Trial byHand() {
    Module network = linear(2, 2, 2);
    write(network, "fc1.weight", 0.1f, -0.2f, 0.3f, 0.4f);
    write(network, "fc2.weight", -1f, 2f, 0.5f, -1f);
    return new Trial(network, labelled(1));
  }

  /// Two layers and no nonlinearity.
  static Module linear(int inputs, int hidden, int outputs) {
    var init = Initializer.of(Init.GLOROT_NORMAL, new Rng(4));
    return Sequential.of(
        new Flatten(),
        Linear.of(Names.ROOT.child("fc1"), inputs, hidden, init),
        Linear.of(Names.ROOT.child("fc2"), hidden, outputs, init));
  }

  static void write(Module network, String name, float... values) {
    network.parameters().filter(p -> p.name().equals(name)).forEach(p -> p.write(values));
  }

  /// Everything times a number.
  static void scale(Module network, float by) {
    network
        .parameters()
        .forEach(
            p -> {
              float[] values = p.toArray();
              for (int i = 0; i < values.length; i++) {
                values[i] *= by;
              }
              p.write(values);
            });
  }

  /// Of the network as it is, dense.
  Evidence evidence() {
    return new Evidence(Weights.of(network), Mask.dense(network), new Rng(0)::stream, this);
  }

  /// The example above again and again, with these classes.
  static Examples labelled(int... labels) {
    return new Same(labels);
  }

  private static final class Same implements Examples {
    private final int[] labels;

    Same(int[] labels) {
      this.labels = labels.clone();
    }

    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public ImageShape shape() {
      return new ImageShape(1, 1, 2);
    }

    @Override
    public int label(int index) {
      return labels[index];
    }

    @Override
    public void copyTo(int index, float[] into, int offset) {
      into[offset] = 1;
      into[offset + 1] = 2;
    }
  }
}
