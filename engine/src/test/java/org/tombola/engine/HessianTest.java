package org.tombola.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HessianTest {
  private static final RandomStream RANDOM = new Rng(7).stream("hessian");

  /// `L = ½ θᵀAθ` has gradient `Aθ` and Hessian `A`, so `H·g = A²θ`.
  @Test
  void of_a_quadratic_loss_is_its_matrix() {
    Tensor a = Tensor.of(Shape.of(2, 2), 2f, 1f, 1f, 3f);
    Tensor theta = Tensor.of(Shape.of(2, 1), 1f, -1f).tracked();
    Tensor gradient = Tensor.of(Shape.of(2, 1), 1f, -2f); // Aθ
    Tensor product =
        Hessian.times(
                () -> theta.matmulTN(a.matmul(theta)).times(0.5f).sum(),
                List.of(theta),
                List.of(gradient))
            .getFirst();
    assertArrayEquals(new float[] {0f, -5f}, product.toArray()); // A(Aθ)
  }

  @Test
  void of_a_linear_loss_is_zero() {
    Tensor x = Tensor.of(Shape.of(2), 1f, 2f).tracked();
    var product = Hessian.times(() -> x.times(3f).sum(), List.of(x), List.of(x.detach()));
    assertArrayEquals(new float[2], product.getFirst().toArray());
  }

  @Test
  void a_vector_of_other_parts_is_refused() {
    Tensor x = Tensor.of(Shape.of(2), 1f, 2f).tracked();
    var error =
        assertThrows(
            EngineException.class, () -> Hessian.times(() -> x.sum(), List.of(x), List.of()));
    assertEquals("hessian: 1 leaves with a vector of 0 parts", error.getMessage());
  }

  /// Convolution, batch normalisation, pooling, linear layer and loss: `H·v` against the difference
  /// of gradients along `v`.
  @Test
  void of_a_network_is_the_change_of_its_gradient() {
    List<Tensor> leaves =
        List.of(
            random(1f, 4, 2, 3, 3), random(1f, 4), random(0.3f, 4), random(1f, 3, 16)); // w γ β v
    List<Tensor> direction = leaves.stream().map(leaf -> random(1f, dims(leaf))).toList();
    Tensor x = Tensor.batch(Shape.of(6, 2, 4, 4), draw(6 * 2 * 16, 1f));
    float step = 0x1p-9f;
    List<Tensor> products = Hessian.times(() -> loss(x, leaves), leaves, direction);
    List<Tensor> above = gradients(x, moved(leaves, direction, step));
    List<Tensor> below = gradients(x, moved(leaves, direction, -step));
    for (int i = 0; i < leaves.size(); i++) {
      float[] got = products.get(i).toArray();
      float[] expected = above.get(i).minus(below.get(i)).times(1 / (2 * step)).toArray();
      double wrong = norm(got, expected) / norm(expected, new float[expected.length]);
      assertTrue(wrong < 2e-3, "leaf " + i + ": relative error " + wrong);
    }
  }

  private static Tensor loss(Tensor x, List<Tensor> leaves) {
    return x.conv2d(leaves.get(0), null, 1, 1)
        .batchNorm(leaves.get(1), leaves.get(2), 1e-5f)
        .out()
        .softplus()
        .avgPool(2, 2, 0)
        .flatten()
        .linear(leaves.get(3), null)
        .softmaxCrossEntropy(new int[] {0, 1, 2, 2, 1, 0})
        .mean();
  }

  private static List<Tensor> gradients(Tensor x, List<Tensor> leaves) {
    Gradients gradients = Tape.gradients(() -> loss(x, leaves));
    return leaves.stream().map(gradients::of).toList();
  }

  private static List<Tensor> moved(List<Tensor> leaves, List<Tensor> direction, float step) {
    List<Tensor> moved = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      moved.add(leaves.get(i).plus(direction.get(i).times(step)).tracked());
    }
    return moved;
  }

  private static Tensor random(float scale, int... dims) {
    Shape shape = Shape.of(dims);
    return Tensor.of(shape, draw(shape.size(), scale)).tracked();
  }

  private static float[] draw(int size, float scale) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = scale * (float) RANDOM.gaussian(1000L * size + i);
    }
    return values;
  }

  private static int[] dims(Tensor x) {
    int[] dims = new int[x.shape().rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = x.shape().dim(i);
    }
    return dims;
  }

  private static double norm(float[] a, float[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += (a[i] - (double) b[i]) * (a[i] - (double) b[i]);
    }
    return Math.sqrt(squares);
  }
}
