package org.tombola.nn;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.nn.models.LeNet300;

/// The networks and batches of `src/test/python/torch_golden.py`, from the same formula.
enum Golden {
  SMALL(17, 20, 12, 10, 5),
  LENET(16, 784, 300, 100, 10);

  private static final int SALT = 1_000_003;

  private final int batch;
  private final int inputs;
  private final int hidden1;
  private final int hidden2;
  private final int classes;

  Golden(int batch, int inputs, int hidden1, int hidden2, int classes) {
    this.batch = batch;
    this.inputs = inputs;
    this.hidden1 = hidden1;
    this.hidden2 = hidden2;
    this.classes = classes;
  }

  /// The names of the backends that can be used here, best first.
  static Stream<String> backends() {
    return Backends.candidates().stream()
        .filter(c -> c.unavailableBecause().isEmpty())
        .map(Backends.Candidate::name);
  }

  /// The file that PyTorch wrote.
  static SafeTensors file() throws URISyntaxException {
    return SafeTensors.read(Path.of(Golden.class.getResource("torch.safetensors").toURI()));
  }

  /// A fresh network with the formula's weights, on the current backend.
  Module network() {
    Module network = LeNet300.of(inputs, hidden1, hidden2, classes, Init.GLOROT_NORMAL, new Rng(0));
    int salt = 0;
    for (Parameter p : network.parameters().toList()) {
      p.write(values(salt++, p.shape().size(), scale(p.shape())));
    }
    return network;
  }

  /// Half the root of the fan-in, rounded to a power of two, inverted.
  private static float scale(Shape shape) {
    double exponent =
        shape.rank() == 2 ? -Math.rint(Math.log(shape.dim(1)) / Math.log(2) / 2 - 1) : -4;
    return (float) Math.pow(2, exponent);
  }

  /// The mean loss on the batch of that step.
  Tensor loss(Module network, int step) {
    int[] labels = Formula.labels((200 + step) * SALT, batch, classes);
    return logits(network, step).softmaxCrossEntropy(labels).mean();
  }

  Tensor logits(Module network, int step) {
    float[] x = values(100 + step, batch * inputs, 1f);
    return network.forward(Tensor.batch(Shape.of(batch, inputs), x), Phase.TRAIN);
  }

  private static float[] values(int salt, int count, float scale) {
    float[] values = Formula.uniform(salt * SALT, count);
    for (int i = 0; i < count; i++) {
      values[i] *= scale;
    }
    return values;
  }

  /// The elements of a tensor that the file keeps.
  static float[] kept(float[] values) {
    if (values.length <= 2000) {
      return values;
    }
    float[] kept = new float[(values.length + 60) / 61];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = values[61 * i];
    }
    return kept;
  }
}
