import static org.tombola.engine.spi.Kind.PLAIN;

import org.tombola.engine.*;

// A network of eight hidden units learns exclusive or, with nothing but the engine.
//
// You should see the loss fall and four probabilities near 0, 1, 1, 0; README.md shows the numbers.

Tensor x = Tensor.batch(Shape.of(4, 2), 0, 0, 0, 1, 1, 0, 1, 1);
Tensor y = Tensor.batch(Shape.of(4, 1), 0, 1, 1, 0);
Tensor w1 = normal("w1", 8, 2);
Tensor b1 = Tensor.zeros(PLAIN, Shape.of(8)).tracked();
Tensor w2 = normal("w2", 1, 8);

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
  for (float p : logits().sigmoid().toArray()) {
    IO.println("%.3f".formatted(p));
  }
}

Tensor logits() {
  return x.linear(w1, b1).relu().linear(w2, null);
}

Tensor descend(Tensor w, Gradients gradients) {
  return w.minus(gradients.of(w).times(0.5f)).tracked();
}

Tensor normal(String name, int out, int in) {
  var stream = new Rng(1).stream(name);
  var values = new float[out * in];
  for (int i = 0; i < values.length; i++) {
    values[i] = (float) stream.gaussian(i);
  }
  return Tensor.of(Shape.of(out, in), values).tracked();
}
