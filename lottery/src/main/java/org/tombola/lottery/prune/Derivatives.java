package org.tombola.lottery.prune;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tombola.datasets.Examples;
import org.tombola.engine.Hessian;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.nn.Module;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;
import org.tombola.nn.TrainingStep;

/// First and second derivatives of a number that a network makes, with respect to some of its
/// layers. They are of the layers' numbers at the time of the call, pruned ones included.
///
/// A list of arrays holds an array a layer, row-major.
public final class Derivatives {
  private final List<Parameter> layers;
  private final List<Supplier<Tensor>> numbers;
  private final Workspace workspace;

  /// Of any number.
  ///
  /// @param layers one at least
  /// @param number makes it from them, on their backend
  public Derivatives(List<Parameter> layers, Supplier<Tensor> number) {
    this(layers, List.of(number));
  }

  private Derivatives(List<Parameter> layers, List<Supplier<Tensor>> numbers) {
    this.layers = List.copyOf(layers);
    this.numbers = numbers;
    this.workspace = new Workspace(layers.getFirst().tensor().backend());
  }

  /// Of the mean loss on examples, in one batch: softmax cross-entropy without regulariser. Batch
  /// normalisations take the statistics of the batch.
  ///
  /// @param layers names of parameters
  /// @param temperature what the logits are divided by
  public static Derivatives ofLoss(
      Module network, Collection<String> layers, Examples examples, float temperature) {
    return new Derivatives(of(network, layers), loss(network, examples, temperature));
  }

  private static Supplier<Tensor> loss(Module network, Examples examples, float temperature) {
    var image = examples.shape();
    int count = examples.size();
    float[] pictures = examples.pictures(0, count);
    int[] labels = examples.labels(0, count);
    Shape shape = Shape.of(count, image.channels(), image.height(), image.width());
    var step = new TrainingStep(new Rng(0), 0); // for layers that draw random numbers
    return () -> {
      Tensor x = Tensor.batch(shape, pictures);
      Tensor logits = step.run(() -> network.forward(x, Phase.TRAIN));
      return logits.times(1 / temperature).softmaxCrossEntropy(labels).mean();
    };
  }

  /// Of the sum of numbers that are made one after another from the same layers, so that no more
  /// than one of them is in memory.
  ///
  /// @param parts one at least
  public static Derivatives sum(List<Derivatives> parts) {
    return new Derivatives(
        parts.getFirst().layers, parts.stream().flatMap(part -> part.numbers.stream()).toList());
  }

  /// The parameters of these names, in the network's order.
  static List<Parameter> of(Module network, Collection<String> names) {
    return network.parameters().filter(p -> names.contains(p.name())).toList();
  }

  /// `∂L/∂θ`.
  public List<float[]> gradient() {
    return summed(
        number -> {
          var gradients = Tape.gradients(number);
          return layers.stream().map(p -> gradients.orZero(p.tensor()).toArray()).toList();
        });
  }

  /// `H · v`, the Hessian over all of these layers times a vector.
  public List<float[]> hessianTimes(List<float[]> vector) {
    return summed(
        number -> {
          var parts = new ArrayList<Tensor>();
          for (int l = 0; l < layers.size(); l++) {
            parts.add(Tensor.of(layers.get(l).shape(), vector.get(l)));
          }
          return Hessian.times(number, layers.stream().map(Parameter::tensor).toList(), parts)
              .stream()
              .map(Tensor::toArray)
              .toList();
        });
  }

  private List<float[]> summed(Function<Supplier<Tensor>, List<float[]>> of) {
    List<float[]> sum = workspace.step(() -> of.apply(numbers.getFirst()));
    for (Supplier<Tensor> number : numbers.subList(1, numbers.size())) {
      List<float[]> more = workspace.step(() -> of.apply(number));
      for (int l = 0; l < sum.size(); l++) {
        float[] its = sum.get(l);
        for (int i = 0; i < its.length; i++) {
          its[i] += more.get(l)[i];
        }
      }
    }
    return sum;
  }
}
