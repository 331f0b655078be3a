package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tombola.datasets.Examples;
import org.tombola.engine.Hessian;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;

/// First and second derivatives of a network's mean loss on some examples with respect to its
/// prunable weights. No regulariser; batch normalisations take the statistics of the examples.
final class Curvature {
  private static final int EXAMPLES = 1000;

  private final Module network;
  private final Mask mask;
  private final List<Parameter> layers;
  private final Shape shape; // (N, C, H, W)
  private final float[] pictures;
  private final int[] labels;
  private final Workspace workspace;

  private Curvature(Module network, Mask mask, Shape shape, float[] pictures, int[] labels) {
    this.network = network;
    this.mask = mask;
    var names = mask.layers().stream().map(NamedMask::name).toList();
    this.layers = network.parameters().filter(p -> names.contains(p.name())).toList();
    this.shape = shape;
    this.pictures = pictures;
    this.labels = labels;
    this.workspace = new Workspace(layers.getFirst().tensor().backend());
  }

  /// On the first examples, 1,000 at most.
  static Curvature of(Snapshot at, Instruments instruments, Examples examples) {
    at.weights().into(instruments.network());
    var image = examples.shape();
    int count = Math.min(EXAMPLES, examples.size());
    float[] pictures = new float[count * image.size()];
    int[] labels = new int[count];
    for (int n = 0; n < count; n++) {
      examples.copyTo(n, pictures, n * image.size());
      labels[n] = examples.label(n);
    }
    Shape shape = Shape.of(count, image.channels(), image.height(), image.width());
    return new Curvature(instruments.network(), at.mask(), shape, pictures, labels);
  }

  private Supplier<Tensor> loss() {
    Tensor x = Tensor.batch(shape, pictures);
    return () -> network.forward(x, Phase.TRAIN).softmaxCrossEntropy(labels).mean();
  }

  /// A layer each, row-major, pruned weights included.
  List<float[]> gradient() {
    return workspace.step(
        () -> {
          var gradients = Tape.gradients(loss());
          return layers.stream().map(p -> gradients.of(p.tensor()).toArray()).toList();
        });
  }

  /// The number of weights that are not pruned.
  int size() {
    return (int) mask.kept();
  }

  /// The Hessian over the weights that are not pruned, times a vector of as many numbers.
  double[] times(double[] vector) {
    List<float[]> product =
        workspace.step(
            () ->
                Hessian.times(
                        loss(), layers.stream().map(Parameter::tensor).toList(), spread(vector))
                    .stream()
                    .map(Tensor::toArray)
                    .toList());
    double[] gathered = new double[vector.length];
    int next = 0;
    for (int l = 0; l < product.size(); l++) {
      NamedMask layer = mask.layer(layers.get(l).name());
      for (int i = 0; i < product.get(l).length; i++) {
        if (layer.keeps(i)) {
          gathered[next++] = product.get(l)[i];
        }
      }
    }
    return gathered;
  }

  private List<Tensor> spread(double[] vector) {
    var parts = new ArrayList<Tensor>();
    int next = 0;
    for (Parameter p : layers) {
      NamedMask layer = mask.layer(p.name());
      float[] values = new float[p.shape().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = layer.keeps(i) ? (float) vector[next++] : 0f;
      }
      parts.add(Tensor.of(p.shape(), values));
    }
    return parts;
  }
}
