package org.tombola.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Window;

/// Every operation that can meet operands that do not fit says which, and shows both.
class ShapeMismatchTest {
  private static Tensor plain(int... dims) {
    return Tensor.zeros(Kind.PLAIN, Shape.of(dims));
  }

  private static Tensor batched(int... dims) {
    return Tensor.zeros(Kind.BATCHED, Shape.of(dims));
  }

  private static void assertNamed(Executable failing, String... parts) {
    String message = assertThrows(ShapeMismatch.class, failing).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> message + " lacks " + part);
    }
    assertEquals(1, message.lines().count());
  }

  @Test
  void elementwise_operations_name_both_operands() {
    assertNamed(() -> plain(3).plus(plain(4)), "ADD", "3, PLAIN", "4, PLAIN");
    assertNamed(() -> plain(2, 3).times(plain(2)), "MUL", "2×3", "2, PLAIN");
    assertNamed(() -> batched(5, 3).max(plain(4)), "MAX", "5×3, BATCHED", "4, PLAIN");
  }

  @Test
  void batches_must_agree_even_if_one_of_them_is_one() {
    assertNamed(() -> batched(5, 3).div(batched(6, 3)), "DIV", "5×3", "6×3");
    assertNamed(() -> batched(5, 3).minus(batched(1, 3)), "SUB", "5×3", "1×3");
  }

  @Test
  void a_plain_operand_never_meets_the_batch_axis() {
    assertNamed(() -> batched(5, 3).plus(plain(5, 1)).plus(plain(4)), "ADD", "5×5×3", "4");
    assertNamed(() -> batched(5, 3).plus(plain(5)), "ADD", "5×3, BATCHED", "5, PLAIN");
  }

  @Test
  void products_name_both_operands() {
    assertNamed(() -> batched(5, 3).linear(plain(7, 4), null), "linear", "5×3", "7×4");
    assertNamed(() -> batched(5, 3).linear(plain(7, 3), plain(6)), "linear", "7×3", "6, PLAIN");
    assertNamed(() -> plain(5, 3).linear(plain(7, 3), null), "linear", "5×3, PLAIN", "batched");
    assertNamed(() -> plain(5, 3).matmul(plain(4, 7)), "matmul", "5×3", "4×7");
    assertNamed(() -> plain(5, 3).matmulNT(plain(3, 7)), "matmul", "5×3", "3×7");
    assertNamed(() -> plain(5, 3).matmulTN(plain(3, 7)), "matmul", "5×3", "3×7");
    assertNamed(() -> plain(3).matmul(plain(3, 7)), "matmul", "3, PLAIN", "3×7");
    assertNamed(() -> batched(5, 3).linearWeightGrad(batched(6, 3)), "linearWeightGrad", "6×3");
    Tensor dy = batched(5, 4);
    assertNamed(() -> dy.linearWeightGrad(batched(5, 3), plain(3, 4)), "linearWeightGrad", "3×4");
    assertNamed(() -> batched(5, 3).linearInputGrad(plain(4, 3)), "linearInputGrad", "4×3");
  }

  /// Kernels do not look where they read, so nothing that does not fit may come through.
  @Test
  void convolutions_name_both_operands() {
    Window window = Window.of(3, 1, 1);
    Tensor x = batched(5, 2, 6, 7);
    Tensor w = plain(4, 2, 3, 3);
    Tensor dy = batched(5, 4, 6, 7);
    assertNamed(() -> x.conv2d(plain(4, 3, 3, 3), null, 1, 1), "conv2d", "5×2×6×7", "4×3×3×3");
    assertNamed(() -> x.conv2d(plain(4, 2, 9, 3), null, 1, 1), "conv2d", "larger than the image");
    assertNamed(() -> x.conv2d(w, plain(3), 1, 1), "conv2d", "4×2×3×3", "3, PLAIN");

    String back = "conv2dInputGrad";
    Shape image = x.shape();
    assertEquals(image, dy.conv2dInputGrad(w, window, image).shape());
    assertNamed(() -> dy.conv2dInputGrad(w, window, Shape.of(6, 2, 6, 7)), back, "6×2×6×7");
    assertNamed(() -> dy.conv2dInputGrad(w, window, Shape.of(5, 2, 6, 8)), back, "5×2×6×8");
    assertNamed(() -> dy.conv2dInputGrad(w, window, Shape.of(5, 84)), back, "images 5×84");
    Tensor small = plain(4, 2, 1, 3);
    assertNamed(() -> dy.conv2dInputGrad(small, window, image), back, "4×2×1×3", "3×3/1+1");
    assertNamed(() -> dy.conv2dInputGrad(plain(5, 2, 3, 3), window, image), back, "5×2×3×3");

    String filters = "conv2dWeightGrad";
    assertEquals(w.shape(), dy.conv2dWeightGrad(x, w, window).shape());
    assertNamed(() -> dy.conv2dWeightGrad(batched(4, 2, 6, 7), window), filters, "4×2×6×7");
    assertNamed(() -> dy.conv2dWeightGrad(batched(5, 2, 6, 8), window), filters, "5×2×6×8");
    assertNamed(() -> dy.conv2dWeightGrad(x, small, window), filters, "4×2×3×3", "4×2×1×3");
  }

  @Test
  void batch_normalisation_needs_one_number_a_channel() {
    Tensor x = batched(5, 3, 2, 2);
    Tensor c = plain(3);
    Tensor one = plain(1);
    assertNamed(() -> x.batchNorm(one, c, 1e-5f), "batchNorm", "5×3×2×2", "1, PLAIN");
    assertNamed(() -> x.batchNorm(c, one, 1e-5f), "batchNorm", "1, PLAIN");
    assertNamed(() -> x.batchNormRelu(c, c, batched(5, 3, 2, 3), 1e-5f), "batchNorm", "5×3×2×3");
    assertNamed(() -> x.batchNorm(one, c, c, c, 1e-5f), "batchNorm", "1, PLAIN");
    assertNamed(() -> x.batchNorm(c, one, c, c, 1e-5f), "batchNorm", "1, PLAIN");
    assertNamed(() -> x.batchNorm(c, c, one, c, 1e-5f), "batchNorm", "1, PLAIN");
    assertNamed(() -> x.batchNorm(c, c, c, one, 1e-5f), "batchNorm", "1, PLAIN");
  }

  @Test
  void movements_name_the_operand_and_the_wanted_shape() {
    assertNamed(() -> plain(5, 3).reshape(Shape.of(4, 4)), "reshape", "5×3", "4×4");
    assertNamed(() -> batched(5, 4).reshape(Shape.of(4, 5)), "reshape", "5×4", "4×5", "plain()");
    assertNamed(() -> plain(5, 3).expand(Shape.of(5, 6)), "expand", "5×3", "5×6");
    assertNamed(() -> plain(5, 3).expand(Shape.of(3)), "expand", "5×3", "3");
    assertNamed(() -> batched(5, 1).expand(Shape.of(6, 3)), "expand", "5×1", "6×3");
    assertNamed(() -> batched(5, 1).expand(Shape.SCALAR), "expand", "5×1", "scalar");
  }

  @Test
  void a_tensor_needs_one_value_an_element() {
    assertNamed(() -> Tensor.of(Shape.of(2, 2), 1f, 2f, 3f), "tensor", "2×2", "3 values");
  }

  @Test
  void other_bad_arguments_are_engine_exceptions_that_say_what() {
    assertSays(() -> plain(5).slice(0, 3, 6), "slice: 3 .. 6");
    assertSays(() -> plain(5).slice(0, 3, 3), "slice: 3 .. 3");
    assertSays(() -> plain(5).sum(1), "no axis 1");
    assertSays(() -> plain(5, 2).sum(0, -2), "repeat");
    assertSays(() -> plain(5).item(), "item: tensor 5");
    assertSays(() -> plain().batched(), "batched");
    assertSays(() -> batched(2, 3).softmaxCrossEntropy(new int[] {0, 3}), "label 3 of sample 1");
    assertSays(() -> batched(2, 3).softmaxCrossEntropy(new int[] {-1, 0}), "label -1 of sample 0");
    assertSays(() -> batched(2, 3).softmaxCrossEntropy(new int[1]), "1 labels for logits 2×3");
    assertSays(() -> plain(2, 3).softmaxCrossEntropy(new int[2]), "batched (N,C)");
    var stream = new Rng(0).stream("x");
    assertSays(() -> plain(2).dropout(1f, stream, 0), "dropout: probability 1.0");
    assertSays(() -> plain(2).dropout(Float.NaN, stream, 0), "dropout: probability NaN");
  }

  private static void assertSays(Executable failing, String part) {
    String message = assertThrows(EngineException.class, failing).getMessage();
    assertTrue(message.contains(part), message);
  }
}
