package org.tombola.lottery.ensemble;

import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.nn.Module;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;

/// T networks of H hidden units and one output, as one computation.
///
/// The network is the last axis of every tensor, and the unit the one before it, where there is
/// one. Each loss depends on the numbers of its own network alone, so the gradient of the sum of
/// all losses is every network's own gradient. A hidden unit whose weights are pruned gives nothing
/// and learns nothing. `forward` takes the points (N, F) plain and gives the output of every
/// network at every point, (N, T) plain: above 0 for class 1.
public sealed interface Ensemble extends Module permits Perceptrons, Detectors {
  /// Freshly drawn networks on the current backend. Network t is a function of (seed, t) and H,
  /// however many there are.
  static Ensemble of(EnsembleSize size, Rng rng) {
    return size.family().draw(size, rng);
  }

  EnsembleSize size();

  /// A weight (…, T) from N(0, deviation²).
  static Parameter normal(String name, Shape shape, double deviation, Rng rng) {
    RandomStream stream = rng.stream("init/" + name);
    int networks = shape.dim(shape.rank() - 1);
    int each = shape.size() / networks;
    float[] values = new float[shape.size()];
    for (int i = 0; i < each; i++) {
      for (int t = 0; t < networks; t++) {
        values[i * networks + t] = (float) (deviation * stream.gaussian((long) t * each + i));
      }
    }
    var parameter = new Parameter(name, Role.WEIGHT, shape);
    parameter.write(values);
    return parameter;
  }
}
