import org.tombola.engine.*;

// A network of four hidden units learns exclusive or, with nothing but the engine.
//
// You should see the loss fall and four probabilities near 0, 1, 1, 0; README.md shows the numbers.

Tensor x = Tensor.batch(Shape.of(4, 2), 0, 0, 0, 1, 1, 0, 1, 1);
Tensor y = Tensor.batch(Shape.of(4, 1), 0, 1, 1, 0);
Tensor w1 = Tensor.of(Shape.of(4, 2), .9f, .4f, -.6f, .3f, .2f, -.8f, .5f, .7f).tracked();
Tensor b1 = Tensor.of(Shape.of(4), .1f, .1f, .1f, .1f).tracked();
Tensor w2 = Tensor.of(Shape.of(1, 4), .3f, -.2f, .5f, -.7f).tracked();

void main() {
  for (int step = 0; step <= 300; step++) {
    var gradients = Tape.gradients(() -> logits().binaryCrossEntropy(y).mean());
    if (step % 100 == 0) {
      IO.println("step %3d  loss %.4f".formatted(step, gradients.loss().item()));
    }
    w1 = descend(w1, gradients);
    b1 = descend(b1, gradients);
    w2 = descend(w2, gradients);
  }
  float[] p = logits().sigmoid().toArray();
  IO.println("%.3f %.3f %.3f %.3f".formatted(p[0], p[1], p[2], p[3]));
}

Tensor logits() {
  return x.linear(w1, b1).relu().linear(w2, null);
}

Tensor descend(Tensor w, Gradients gradients) {
  return w.minus(gradients.of(w).times(0.5f)).tracked();
}
