package org.tombola.lottery.prune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.engine.EngineException;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.lottery.Blobs;
import org.tombola.lottery.recipe.PruneSettings;
import org.tombola.lottery.recipe.ScoreSettings;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;
import org.tombola.nn.Weights;
import org.tombola.nn.models.LeNet300;
import org.tombola.nn.models.Models;

/// Criteria that try the network out, against numbers found otherwise.
class NetworkCriteriaTest {
  private static final List<String> LAYERS = List.of("fc1.weight", "fc2.weight");

  /// The gradient of the logits is (p, −p), with p the probability of the wrong class; that of the
  /// hidden units is p · (−1.5, 3).
  @Test
  void snip_is_gradient_times_weight() {
    float p = (float) (1 / (1 + Math.exp(-3.75)));
    Map<String, float[]> scores = new Snip().scores(Trial.byHand().evidence());
    assertArrayEquals(times(p, 0.15f, 0.6f, 0.9f, 2.4f), scores.get("fc1.weight"), 1e-5f);
    assertArrayEquals(times(p, 0.3f, 2.2f, 0.15f, 1.1f), scores.get("fc2.weight"), 1e-5f);
  }

  /// Two batches of the example above: of class 1, where the gradient of the logits is (p, −p), and
  /// of class 0, where it is (p − 1, 1 − p). The sizes of both add up to that of (1, −1); in their
  /// mean, which SNIP takes, they cancel out.
  @Test
  void taylor_is_the_mean_size_over_batches() {
    Trial one = Trial.byHand();
    var trial = new Trial(one.network(), Trial.labelled(1, 1, 0, 0));
    float p = (float) (1 / (1 + Math.exp(-3.75)));
    Map<String, float[]> scores = new Taylor().scores(trial.evidence());
    assertArrayEquals(times(0.5f, 0.15f, 0.6f, 0.9f, 2.4f), scores.get("fc1.weight"), 1e-5f);
    assertArrayEquals(times(0.5f, 0.3f, 2.2f, 0.15f, 1.1f), scores.get("fc2.weight"), 1e-5f);
    Map<String, float[]> snip = new Snip().scores(trial.evidence());
    assertArrayEquals(times(p - 0.5f, 0.3f, 2.2f, 0.15f, 1.1f), snip.get("fc2.weight"), 1e-5f);
    // A last batch of one example counts as one of three.
    var uneven = new Trial(one.network(), Trial.labelled(1, 1, 0));
    float mean = (2 * p + (1 - p)) / 3;
    assertArrayEquals(
        times(mean, 0.3f, 2.2f, 0.15f, 1.1f),
        new Taylor().scores(uneven.evidence()).get("fc2.weight"),
        1e-5f);
  }

  @Test
  void a_temperature_divides_logits_and_gradient() {
    var trial = Trial.byHand();
    float p = (float) (1 / (1 + Math.exp(-3.75 / 5)));
    float[] gradient =
        Derivatives.ofLoss(trial.network(), LAYERS, trial.examples(), 5).gradient().get(1);
    assertArrayEquals(times(p / 5, -0.3f, 1.1f, 0.3f, -1.1f), gradient, 1e-5f);
  }

  /// Golden vector: for the loss ½ θᵀAθ, g = Aθ, Hg = A²θ and the paper's score is −θ ⊙ A²θ, of
  /// which the highest go. A = (2 1; 1 3), θ = (1, −2): Aθ = (0, −5), A²θ = (−5, −15).
  @Test
  void grasp_of_a_quadratic_is_known() {
    var theta = new Parameter("theta", Role.WEIGHT, Shape.of(2));
    theta.write(new float[] {1, -2});
    Tensor a = Tensor.of(Shape.of(2, 2), 2, 1, 1, 3);
    var loss =
        new Derivatives(
            List.of(theta),
            () -> {
              Tensor row = theta.tensor().reshape(Shape.of(1, 2));
              return row.matmul(a).times(row).sum().times(0.5f);
            });
    assertArrayEquals(new float[] {0, -5}, loss.gradient().getFirst(), 1e-5f);
    var evidence =
        new Evidence(
            Weights.of(List.of(NamedTensor.of("theta", Shape.of(2), theta.toArray()))),
            Mask.of(List.of(NamedMask.of("theta", Shape.of(2), new boolean[] {true, true}))),
            new Rng(0)::stream,
            Probe.NONE);
    assertArrayEquals(
        new float[] {-5, 30}, new Grasp(false).scores(evidence, loss).get("theta"), 1e-4f);
    assertArrayEquals(
        new float[] {5, 30}, new Grasp(true).scores(evidence, loss).get("theta"), 1e-4f);
    // Two halves: twice the gradient, twice the Hessian.
    assertArrayEquals(
        new float[] {-20, 120},
        new Grasp(false).scores(evidence, Derivatives.sum(List.of(loss, loss))).get("theta"),
        1e-3f);
  }

  /// `Hg` is the change of the gradient on a step along it.
  @Test
  void grasp_of_a_network_is_the_change_of_its_gradient() {
    Module network = Trial.linear(16, 5, 3);
    var loss = Derivatives.ofLoss(network, LAYERS, Blobs.examples(30), 1);
    Weights start = Weights.of(network);
    List<float[]> weights = LAYERS.stream().map(l -> start.get(l).toArray()).toList();
    var evidence = new Evidence(start, Mask.dense(network), new Rng(0)::stream, Probe.NONE);
    Map<String, float[]> named = new Grasp(false).scores(evidence, loss);
    List<float[]> scores = LAYERS.stream().map(named::get).toList();
    List<float[]> gradient = loss.gradient();
    float step = 1e-2f;
    List<float[]> more = moved(network, loss, start, gradient, step);
    List<float[]> less = moved(network, loss, start, gradient, -step);
    double largest = 0;
    for (int l = 0; l < 2; l++) {
      for (int i = 0; i < scores.get(l).length; i++) {
        double product = (more.get(l)[i] - less.get(l)[i]) / (2 * step);
        assertEquals(weights.get(l)[i] * product, scores.get(l)[i], 2e-3, l + " " + i);
        largest = Math.max(largest, Math.abs(scores.get(l)[i]));
      }
    }
    assertTrue(largest > 0.05, "largest " + largest);
  }

  private static List<float[]> moved(
      Module network, Derivatives loss, Weights start, List<float[]> along, float by) {
    start.into(network);
    for (int l = 0; l < 2; l++) {
      float[] values = start.get(LAYERS.get(l)).toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] += by * along.get(l)[i];
      }
      Trial.write(network, LAYERS.get(l), values);
    }
    return loss.gradient();
  }

  static List<Criterion> criteria() {
    return Criteria.all().stream().filter(c -> !(c instanceof LayerCriterion)).toList();
  }

  @ParameterizedTest
  @MethodSource("criteria")
  void it_prunes_exactly_the_same_twice_and_only_shrinks(Criterion criterion) {
    Module network = LeNet300.of(16, 20, 10, 3, Init.KAIMING_NORMAL, new Rng(2));
    var trial = new Trial(LeNet300.of(16, 20, 10, 3, Init.BINARY, new Rng(3)), Blobs.examples(30));
    Weights weights = Weights.of(network);
    Mask dense = Mask.dense(network);
    var settings = new PruneSettings(criterion.name(), "global", 0.2, 0.2);
    for (int passes : new int[] {1, 6}) {
      var how = new ScoreSettings(passes, "highest", 10);
      var pruner = new Pruner(settings, new Ranking(criterion, how, trial));
      Mask three = pruner.prune(weights, dense, 3, new Rng(0)::stream);
      assertEquals(Pruner.survivors(550, 0.2, 3), three.kept());
      assertEquals(three, pruner.prune(weights, dense, 3, new Rng(0)::stream));
      Mask four = pruner.prune(weights, three, 1, new Rng(0)::stream);
      assertTrue(four.within(three));
      assertEquals(Pruner.survivors(550, 0.2, 4), four.kept());
      var low = new ScoreSettings(passes, "lowest", 10);
      Mask inverted =
          new Pruner(settings, new Ranking(criterion, low, trial))
              .prune(weights, dense, 3, new Rng(0)::stream);
      assertEquals(three.kept(), inverted.kept());
      assertNotEquals(three, inverted);
    }
  }

  @ParameterizedTest
  @MethodSource("criteria")
  void it_ranks_filters_too(Criterion criterion) {
    Module network = Models.create("conv-2", Shape.of(1, 4, 4), 3, Init.KAIMING_NORMAL, new Rng(2));
    var trial = new Trial(network, Blobs.examples(30));
    Weights weights = Weights.of(network);
    Mask dense = Mask.dense(network);
    var settings =
        new PruneSettings(criterion.name(), "layerwise", 0.5, 0, 0, "pruned", List.of(), "filters");
    var pruner = FilterPruner.of(settings, network, ScoreSettings.plain(), trial);
    Mask mask = pruner.prune(weights, dense, 1, new Rng(0)::stream);
    assertEquals(32 * 9, Mask.kept(mask.layers().getFirst()));
  }

  @Test
  void a_score_that_is_no_number_is_refused_by_name() {
    var trial = Trial.byHand();
    Trial.write(trial.network(), "fc2.weight", 1e30f, -1e30f, 1e30f, 1e30f);
    Trial.write(trial.network(), "fc1.weight", 1e30f, 1e30f, 1e30f, 1e30f);
    var ranking = new Ranking(new Snip(), ScoreSettings.plain(), trial);
    Weights weights = Weights.of(trial.network());
    Mask dense = Mask.dense(trial.network());
    var thrown =
        assertThrows(
            EngineException.class, () -> ranking.scores(weights, dense, new Rng(0)::stream));
    assertTrue(
        String.valueOf(thrown.getMessage()).startsWith("criterion snip: the score of weight "),
        thrown.getMessage());
  }

  /// Zeros of both signs are a tie, which the index decides.
  @Test
  void a_zero_has_no_sign() {
    var ranking = new Ranking(new Grasp(false), ScoreSettings.plain(), Trial.byHand());
    var trial = Trial.byHand();
    Trial.write(trial.network(), "fc1.weight", 0f, -0f, 0f, -0f);
    float[] scores =
        ranking
            .scores(Weights.of(trial.network()), Mask.dense(trial.network()), new Rng(0)::stream)
            .get("fc1.weight");
    assertArrayEquals(new float[4], scores);
  }

  private static float[] times(float by, float... values) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= by;
    }
    return values;
  }
}
