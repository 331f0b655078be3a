package org.tombola.bench.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tombola.bench.gemm.OpenBlasGemm;
import org.tombola.bench.ladder.Task;
import org.tombola.bench.layer.Direction;
import org.tombola.bench.layer.LinearLayer;
import org.tombola.bench.layer.Operands;
import org.tombola.engine.Backends;

/// Benchmarks run without JMH, on shapes of no size.
class KernelsRunTest {
  @ParameterizedTest
  @EnumSource
  void openblas_computes_what_the_backends_do(Direction direction) {
    assumeTrue(OpenBlasGemm.load(_ -> {}).isPresent());
    LinearLayer layer = new LinearLayer(7, 5, 3);
    Task oracle = LinearBench.onOpenBlas(layer, direction);
    oracle.run().run();
    Operands naive = new Operands(layer, Backends.open("reference", 1));
    naive.run(direction, naive.weights(1, 0f));
    assertArrayEquals(naive.result(direction), oracle.result().get(), 1e-5f);
  }

  @Test
  void products_and_layers_run() {
    GemmBench gemm = new GemmBench();
    gemm.backend = "reference";
    gemm.n = 3;
    gemm.draw();
    gemm.product();
    gemm.leftTransposed();
    gemm.rightTransposed();
    SparseBench sparse = new SparseBench();
    sparse.backend = "reference";
    sparse.layer = "conv-2x3x4x4-2x3x3-s1-p1";
    sparse.density = 0.5;
    sparse.draw();
    sparse.forward();
    sparse.inputGradient();
    sparse.weightGradient();
  }

  @Test
  void what_is_between_layers_runs() {
    BatchNormBench norm = new BatchNormBench();
    norm.backend = "reference";
    norm.shape = "3x2x4x4";
    norm.draw();
    norm.forward();
    norm.gradient();
    norm.gradientRelu();
    PoolBench pool = new PoolBench();
    pool.backend = "reference";
    pool.shape = "3x2x4x4";
    pool.draw();
    pool.maxPoolGradient();
    pool.wholeMeanGradient();
    ReductionBench reduction = new ReductionBench();
    reduction.backend = "reference";
    reduction.shape = "3x2x4x4";
    reduction.draw();
    reduction.sum();
    reduction.channelSums();
  }

  @Test
  void elements_of_images_and_of_features_are_worked_on() {
    for (String shape : new String[] {"3x2x4x4", "5x7"}) {
      ElementwiseBench elements = new ElementwiseBench();
      elements.backend = "reference";
      elements.shape = shape;
      elements.draw();
      elements.relu();
      elements.exp();
      elements.plus();
      elements.gate();
      elements.bias();
    }
    UpdateBench update = new UpdateBench();
    update.backend = "reference";
    update.shape = "3x4";
    update.draw();
    update.sgdMomentum();
    update.adam();
    LossBench loss = new LossBench();
    loss.backend = "reference";
    loss.shape = "5x7";
    loss.draw();
    loss.crossEntropy();
  }

  @ParameterizedTest
  @CsvSource({"sgd, 1", "adam, 1", "sgd, 0.2"})
  void a_training_step_trains(String optimizer, double density) {
    TrainingStep step =
        new TrainingStep(Backends.open("cpu", 1), "lenet-300-100", optimizer, density);
    float before = step.run();
    float after = before;
    for (int i = 0; i < 30; i++) {
      after = step.run();
    }
    assertTrue(after < before, before + " to " + after);
  }
}
