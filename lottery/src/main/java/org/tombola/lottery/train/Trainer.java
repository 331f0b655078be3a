package org.tombola.lottery.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tombola.datasets.Batch;
import org.tombola.datasets.Batches;
import org.tombola.datasets.Prefetch;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.lottery.recipe.TrainSettings;
import org.tombola.lottery.rewire.Rewired;
import org.tombola.lottery.rewire.Rewiring;
import org.tombola.nn.Module;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;
import org.tombola.nn.Role;
import org.tombola.nn.TrainingStep;
import org.tombola.nn.Weights;
import org.tombola.nn.optim.OptimizerState;

/// The training loop: batch, loss, gradients, step; now and then a look at the validation set.
///
/// Training runs to its full length, unless patience is given and ends. The early stop is read off
/// afterwards: the step with the smallest validation loss (Frankle and Carbin 2019, section 2),
/// whose weights are kept aside.
///
/// Pruned weights stay +0 because the network's parameters carry the mask. A step allocates nothing
/// of the size of a batch or a layer: batches are prepared ahead, by another thread, into the same
/// few arrays, and tensors live in the workspace.
public final class Trainer {
  private final Module network;
  private final TrainSettings settings;
  private final Batches batches;
  private final Evaluator validation;
  private final Listener listener;
  private final Plan plan;
  private Optimization optimization;
  private final Workspace workspace = new Workspace(Backends.current());
  private final Shape shape; // (B, C, H, W)
  private final Rng seed;
  private final List<Parameter> scales;

  private Rewiring rewiring;
  private Repulsion repulsion = Repulsion.NONE;
  private int step;
  private double lossSum;
  private int losses;
  private @Nullable EarlyStop best;
  private int evaluationsSinceBest;
  private Times times = Times.NONE;
  private @Nullable Pending pending;

  /// The loss of a step, read when the next one has been handed over: a device that computes behind
  /// the caller's back has no pause between steps then.
  private record Pending(int step, Supplier<Float> loss) {}

  /// A whole training of all parameters of `network`, on the current backend.
  ///
  /// @param batches to train on, in an order fixed by the seed they were made with
  public Trainer(
      Module network,
      TrainSettings settings,
      Batches batches,
      Evaluator validation,
      Listener listener) {
    this(
        network,
        settings,
        Plan.of(settings, batches.perEpoch()),
        Trainable.ALL.of(network, new Rng(0)),
        new Rng(0),
        batches,
        validation,
        listener);
  }

  /// @param plan the whole training, or a part of it
  /// @param trained the parameters that are trained
  /// @param seed of what layers draw in a step
  Trainer(
      Module network,
      TrainSettings settings,
      Plan plan,
      Trainable.Part trained,
      Rng seed,
      Batches batches,
      Evaluator validation,
      Listener listener) {
    this.network = network;
    this.settings = settings;
    this.batches = batches;
    this.validation = validation;
    this.listener = listener;
    this.plan = plan;
    this.seed = seed;
    this.scales = network.parameters().filter(p -> p.role() == Role.NORM_SCALE).toList();
    this.step = plan.from();
    this.rewiring = Rewiring.none(network);
    this.optimization = new Optimization(settings.optimizer(), settings.clipNorm(), trained);
    this.shape = Evaluator.batchShape(batches.shape(), batches.batch());
  }

  /// A part of a training, of some of the parameters.
  ///
  /// @param plan the whole training, or a part of it
  /// @param trainable which parameters are trained
  /// @param seed of what `trainable` draws, and layers in a step
  public static Trainer of(
      Module network,
      TrainSettings settings,
      Plan plan,
      Trainable trainable,
      Rng seed,
      Batches batches,
      Evaluator validation,
      Listener listener) {
    return new Trainer(
        network, settings, plan, trainable.of(network, seed), seed, batches, validation, listener);
  }

  /// Begins with the running averages of another training.
  ///
  /// @throws org.tombola.nn.WeightsException if they are of another network or optimiser
  public void begin(OptimizerState optimizer) {
    optimization.optimizer().restore(optimizer);
  }

  /// Trains with a mask that changes, or trains what a mask is learned by; to be called before
  /// anything else.
  public void rewire(Rewiring by) {
    this.rewiring = by;
    by.trained()
        .ifPresent(
            scores ->
                optimization =
                    new Optimization(
                        settings.optimizer(),
                        settings.clipNorm(),
                        new Trainable.Part(scores, Map.of())));
  }

  /// Trains with a further term of the loss; to be called before anything else.
  public void repel(Repulsion by) {
    this.repulsion = by;
  }

  /// Goes back to where another training of the same network, settings and data was: [#run] goes on
  /// from there.
  ///
  /// @throws org.tombola.nn.WeightsException if the state is of another network or optimiser
  public void resume(Checkpoint from) {
    from.rewired().ifPresent(rewiring::restore);
    from.weights().into(network);
    optimization.optimizer().restore(from.optimizer());
    step = from.step();
    lossSum = from.lossSum();
    losses = from.losses();
    best = from.best().orElse(null);
    evaluationsSinceBest = from.evaluations();
    times = from.times();
  }

  /// Trains the network from its present weights to the last step.
  ///
  /// @throws TrainingDiverged if a loss is no finite number
  /// @throws InterruptedException if the thread was interrupted, after the step being done
  public Trained run() throws InterruptedException {
    try (var data = Prefetch.of(batches, step, plan.steps())) {
      while (step < plan.steps() && !outOfPatience()) {
        step++;
        trainOn(data);
        if (step % plan.evaluateEvery() == 0 || step == plan.steps()) {
          evaluate();
        }
        if (listener.wantsState(step)) {
          settle();
          listener.atState(
              step,
              Weights.of(network),
              optimization.optimizer().state(),
              rewiring.state().map(Rewired::mask));
        }
        if (plan.isCheckpoint(step) && !outOfPatience()) {
          listener.atCheckpoint(checkpoint());
        }
        if (Thread.interrupted()) {
          throw new InterruptedException("training stopped at step " + step);
        }
      }
    }
    if (best == null) {
      throw new AssertionError("the last step is always evaluated");
    }
    return new Trained(step - plan.from(), best, times);
  }

  private boolean outOfPatience() {
    return settings.patience() > 0 && evaluationsSinceBest >= settings.patience();
  }

  /// The step with the number [#step].
  private void trainOn(Prefetch data) {
    long begin = System.nanoTime();
    long waited = data.waitedNanos();
    Batch batch = data.next();
    float rate = (float) plan.schedule().at(step - 1);
    var now = new TrainingStep(seed, step);
    Supplier<Float> loss = workspace.step(() -> now.run(() -> update(batch, rate)));
    rewiring.after(step, optimization.optimizer());
    times = times.plus(System.nanoTime() - begin, data.waitedNanos() - waited);
    settle();
    pending = new Pending(step, loss);
    if (step == plan.from() + 1) {
      settle(); // who times the first step wants it alone
    }
  }

  /// Takes note of the loss that is still to be read, if any; waiting for it is part of its step.
  private void settle() {
    Pending last = pending;
    if (last == null) {
      return;
    }
    pending = null;
    long begin = System.nanoTime();
    float loss = last.loss().get();
    times = times.plus(System.nanoTime() - begin, 0);
    check("the training loss", loss, last.step());
    lossSum += loss;
    losses++;
    listener.atStep(last.step(), loss);
  }

  private Supplier<Float> update(Batch batch, float rate) {
    var gradients =
        rewiring.gradients(
            step,
            () ->
                Tape.gradients(
                    () ->
                        penalised(
                            network
                                .forward(Tensor.batch(shape, batch.x()), Phase.TRAIN)
                                .softmaxCrossEntropy(batch.y(), (float) settings.labelSmoothing())
                                .mean())));
    if (!rewiring.replacesUpdate(step)) {
      optimization.step(rewiring.ofTrained(gradients), rate);
    }
    return gradients.loss().itemLater();
  }

  /// With `λ · Σ|γ|`, and what repels.
  private Tensor penalised(Tensor loss) {
    Tensor sum = repulsion.added(loss);
    if (settings.scalePenalty() == 0) {
      return sum;
    }
    for (Parameter scale : scales) {
      sum = sum.plus(scale.tensor().abs().sum().times((float) settings.scalePenalty()));
    }
    return sum;
  }

  private void evaluate() {
    settle();
    Evaluation now = validation.evaluate(network);
    check("the validation loss", now.loss(), step);
    listener.atEvaluation(
        new CurvePoint(step, lossSum / losses, now, plan.schedule().at(step - 1)));
    lossSum = 0;
    losses = 0;
    if (best == null || now.loss() < best.validationLoss()) {
      best = new EarlyStop(step, now.loss(), Weights.of(network));
      evaluationsSinceBest = 0;
    } else {
      evaluationsSinceBest++;
    }
  }

  private Checkpoint checkpoint() {
    settle();
    return new Checkpoint(
        step,
        Weights.of(network),
        optimization.optimizer().state(),
        lossSum,
        losses,
        Optional.ofNullable(best),
        evaluationsSinceBest,
        times,
        rewiring.state());
  }

  private void check(String what, double loss, int at) {
    if (!Double.isFinite(loss)) {
      throw new TrainingDiverged(what, loss, at, plan.schedule().at(at - 1));
    }
  }
}
