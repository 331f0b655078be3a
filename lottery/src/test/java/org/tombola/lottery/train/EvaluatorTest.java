package org.tombola.lottery.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.lottery.Blobs;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;
import org.tombola.nn.models.LeNet300;

class EvaluatorTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 700})
  void counts_every_example_once_the_last_short_batch_included(int size) {
    var examples = Blobs.examples(size);
    long zeros = 0;
    for (int i = 0; i < size; i++) {
      zeros += examples.label(i) == 0 ? 1 : 0;
    }
    Evaluation evaluation = Evaluator.streaming(examples).evaluate(new Always0());
    assertEquals((double) zeros / size, evaluation.accuracy());
    // log Σ exp of the logits (1, 0, 0), minus the label's logit.
    double normaliser = Math.log(Math.E + 2);
    assertEquals(normaliser - (double) zeros / size, evaluation.loss(), 1e-6);
  }

  @Test
  void resident_and_streaming_give_the_same_numbers() {
    var network = LeNet300.of(16, 3, Init.GLOROT_NORMAL, new Rng(1));
    var examples = Blobs.examples(300);
    var resident = Evaluator.resident(examples);
    Evaluation first = resident.evaluate(network);
    assertEquals(first, resident.evaluate(network));
    assertEquals(first, Evaluator.streaming(examples).evaluate(network));
  }

  /// Logits (1, 0, 0) whatever the input.
  private static final class Always0 implements Module {
    @Override
    public Tensor forward(Tensor x, Phase phase) {
      int n = x.shape().dim(0);
      float[] logits = new float[3 * n];
      for (int i = 0; i < n; i++) {
        logits[3 * i] = 1;
      }
      return Tensor.batch(Shape.of(n, 3), logits);
    }

    @Override
    public Stream<Parameter> parameters() {
      return Stream.of();
    }
  }
}
