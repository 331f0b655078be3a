package org.tombola.nn;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.nn.models.Models;

/// A network, its batches, and what PyTorch found for them in double precision: a file written by
/// `src/test/python/golden_networks.py`, whose formulas are repeated here.
record NetworkGolden(String name, SafeTensors file) {
  /// Every file, by name.
  static List<NetworkGolden> all() {
    try (Stream<Path> files =
        Files.list(Path.of(NetworkGolden.class.getResource("networks").toURI()))) {
      return files.sorted().map(NetworkGolden::read).toList();
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static NetworkGolden read(Path file) {
    String name = file.getFileName().toString().replace(".safetensors", "");
    return new NetworkGolden(name, SafeTensors.read(file));
  }

  /// A fresh network with the formula's weights and statistics, on the current backend.
  Module network() {
    Init any = Init.BINARY; // the cheapest to draw: all of it is overwritten
    Module network = Models.create(text("network"), image(), number("classes"), any, new Rng(0));
    network.state().forEach(state -> state.write(start(state)));
    return network;
  }

  /// The formula's numbers for a parameter or buffer.
  static float[] start(State state) {
    String name = state.name();
    Shape shape = state.shape();
    float[] values = Formula.uniform(Formula.salt(name), shape.size());
    if (name.endsWith("running_var")) {
      return affine(1f, 0.5f, values);
    }
    if (name.endsWith("bias") || name.endsWith("running_mean")) {
      return affine(0f, 0.1f, values);
    }
    if (name.endsWith("bn2.weight") || name.endsWith("bn3.weight")) {
      return affine(0.25f, 0.0625f, values);
    }
    if (shape.rank() == 1) {
      return affine(1f, 0.25f, values);
    }
    double fanIn = (double) shape.size() / shape.dim(0);
    return affine(0f, (float) Math.sqrt(6 / fanIn), values);
  }

  /// The images of that training step.
  Tensor images(int step) {
    Shape one = image();
    Shape shape = Shape.of(number("batch"), one.dim(0), one.dim(1), one.dim(2));
    int salt = Formula.salt("images/" + text("salt") + "/" + step);
    float scale = (float) Math.sqrt(3);
    return Tensor.batch(shape, affine(0f, scale, Formula.uniform(salt, shape.size())));
  }

  /// The mean loss of these logits in that training step.
  Tensor loss(Tensor logits, int step) {
    int salt = Formula.salt("labels/" + text("salt") + "/" + step);
    int[] labels = Formula.labels(salt, number("batch"), number("classes"));
    return logits.softmaxCrossEntropy(labels).mean();
  }

  /// Whether the file has the state after ten steps of that optimiser.
  boolean has(String optimizer) {
    return file.entries().keySet().stream().anyMatch(key -> key.startsWith(optimizer + "/"));
  }

  /// The norm of all gradients together.
  double gradientNorm() {
    double squares = 0;
    for (String key : file.entries().keySet()) {
      if (key.startsWith("gradient/")) {
        squares += Math.pow(Formula.norm(sketch(key)), 2);
      }
    }
    return Math.sqrt(squares);
  }

  /// The sketch that the file has under that key.
  double[] sketch(String key) {
    float[] values = file.tensor(key).toArray();
    double[] sketch = new double[values.length];
    Arrays.setAll(sketch, i -> values[i]);
    return sketch;
  }

  /// The relative error of PyTorch's own float32 under that key.
  double ownError(String key) {
    return file.tensor("error/" + key).at(0);
  }

  private Shape image() {
    return Shape.of(Stream.of(text("image").split(" ")).mapToInt(Integer::parseInt).toArray());
  }

  private int number(String key) {
    return Integer.parseInt(text(key));
  }

  private String text(String key) {
    return file.metadata().get(key);
  }

  private static float[] affine(float shift, float scale, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = shift + scale * values[i];
    }
    return values;
  }

  @Override
  public String toString() {
    return name;
  }
}
