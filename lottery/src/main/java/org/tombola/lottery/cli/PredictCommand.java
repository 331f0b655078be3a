package org.tombola.lottery.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.BackendName;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.Workspace;
import org.tombola.lottery.train.Evaluator;
import org.tombola.nn.BadSetting;
import org.tombola.nn.Module;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Phase;
import org.tombola.nn.SafeTensors;
import org.tombola.nn.WeightsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `predict`: a network's answers to given samples.
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a network's logits for given samples.",
      "Reads the tensor x, N x C x H x W, and writes the tensor logits, N x K. Evaluation mode:",
      "batch normalisations use their running statistics."
    })
final class PredictCommand implements Callable<Integer> {
  private static final String X = "x";
  private static final String LOGITS = "logits";

  @Mixin private final NetworkArguments network = new NetworkArguments();

  @Option(
      names = "--weights",
      required = true,
      paramLabel = "F",
      description = "Weights, a state dictionary or a checkpoint, as safetensors.")
  private Path weights = Path.of("");

  @Option(
      names = "--input",
      required = true,
      paramLabel = "F",
      description = "The safetensors file that holds x.")
  private Path input = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "F",
      description = "The safetensors file to write.")
  private Path out = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "How the backend computes: conv=auto or conv=direct, the algorithm of convolutions"
              + " (default: auto).")
  private Map<String, String> choices = new LinkedHashMap<>();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Samples at a time (default: 32 to 256, by their size).")
  private @Nullable Integer batch;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the backend (default: 1).")
  private int threads = 1;

  @Mixin private BackendOptions backend = new BackendOptions();

  private final Terminal terminal;

  PredictCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String on = backend.name();
    if (batch != null) {
      BadSetting.unless(batch >= 1, "--batch", batch, "at least 1");
    }
    BadSetting.unless(threads >= 1 && threads <= 1024, "--threads", threads, "in 1 .. 1024");
    Shape sample = network.input();
    String chosen = BackendName.parse(on).with(choices).toString();
    try (var device = Backends.open(chosen, threads)) {
      NamedTensor x = x(sample);
      NamedTensor logits = Backends.with(device, () -> logits(x, sample));
      SafeTensors content = SafeTensors.of(List.of(logits), network.metadata());
      content.write(out);
      terminal.out().println("%s: %s %s".formatted(out, LOGITS, logits.shape()));
    }
    return 0;
  }

  private NamedTensor x(Shape sample) {
    NamedTensor x = SafeTensors.read(input).tensor(X);
    if (x.shape().rank() != 4 || !x.shape().without(0).equals(sample)) {
      throw new WeightsException(
          "%s: tensor '%s' is %s, but %s takes samples of %s: N of them are %s; for another size,"
                  .formatted(input, X, x.shape(), network.name(), sample, sample.prepend(1))
              + " see --input-shape");
    }
    Statistics its = Statistics.of(x);
    if (!its.isFinite()) {
      throw new WeightsException(
          "%s: tensor '%s' holds %d NaN and %d infinite numbers"
              .formatted(input, X, its.nan(), its.infinite()));
    }
    return x;
  }

  private NamedTensor logits(NamedTensor x, Shape sample) {
    Module module = StateFile.read(weights).network(network);
    var workspace = new Workspace(Backends.current());
    int samples = x.shape().dim(0);
    int classes = network.classes();
    float[] values = x.toArray();
    float[] logits = new float[Math.multiplyExact(samples, classes)];
    int atOnce = batch == null ? Evaluator.batch(sample.size()) : batch;
    for (int from = 0; from < samples; from += atOnce) {
      int count = Math.min(atOnce, samples - from);
      float[] part = new float[count * sample.size()];
      System.arraycopy(values, from * sample.size(), part, 0, part.length);
      float[] answers =
          workspace.step(
              () ->
                  module.forward(Tensor.batch(sample.prepend(count), part), Phase.EVAL).toArray());
      System.arraycopy(answers, 0, logits, from * classes, answers.length);
    }
    return NamedTensor.of(LOGITS, Shape.of(samples, classes), logits);
  }
}
