package org.tombola.lottery.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Backends;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.nn.Compact;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.NormInit;
import org.tombola.nn.SafeTensors;
import org.tombola.nn.Weights;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `export`: a network's state dictionary for PyTorch.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a network's weights as a state dictionary for PyTorch.",
      "Safetensors; model.load_state_dict(safetensors.torch.load_file(FILE)) takes it, strict."
    })
final class ExportCommand implements Callable<Integer> {
  /// Whose numbers.
  static final class Source {
    @Option(
        names = "--init-seed",
        paramLabel = "N",
        description = "Fresh weights of this seed, as a run with it starts (default: 0).")
    private @Nullable Integer seed;

    @Option(
        names = "--checkpoint",
        paramLabel = "F",
        description = "The weights in F: a checkpoint, or a cell's weights.safetensors.")
    private @Nullable Path checkpoint;
  }

  @Mixin private final NetworkArguments network = new NetworkArguments();

  @ArgGroup(exclusive = true)
  private Source source = new Source();

  @Option(
      names = "--init",
      paramLabel = "NAME",
      description =
          "How fresh weights are drawn (default: glorot-normal): ${COMPLETION-CANDIDATES}.",
      completionCandidates = InitLabels.class)
  private String init = Init.GLOROT_NORMAL.label();

  @Option(
      names = "--norm-init",
      paramLabel = "NAME",
      description = "How fresh batch normalisations start (default: one), see norm-init of a run.")
  private String normInit = NormInit.ONE.label();

  @Option(
      names = "--compact",
      description = {
        "Without the units that no weight reads: a smaller network that computes the same.",
        "predict, throughput and import take the file under the network's name."
      })
  private boolean compact;

  @Option(names = "--out", required = true, paramLabel = "F", description = "The file to write.")
  private Path out = Path.of("");

  private final Terminal terminal;

  ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Init initializer = Init.named(init);
    NormInit norms = NormInit.named(normInit);
    try (var backend = Backends.open("reference", 1)) {
      SafeTensors content = Backends.with(backend, () -> content(initializer, norms));
      content.write(out);
      terminal.out().println(Written.line(out, content));
    }
    return 0;
  }

  private SafeTensors content(Init initializer, NormInit norms) {
    Map<String, String> metadata = new TreeMap<>(network.metadata());
    if (source.checkpoint == null) {
      if (compact) {
        throw new InvalidSettings(
            "--compact is for the weights of a pruned network: name them by --checkpoint");
      }
      int seed = source.seed == null ? 0 : source.seed;
      metadata.put("init", initializer.label());
      metadata.put("norm-init", norms.label());
      metadata.put("seed", Integer.toString(seed));
      return Weights.of(network.create(initializer, norms, seed)).toTorch(0, metadata);
    }
    StateFile file = StateFile.read(source.checkpoint);
    Module module = file.network(network);
    metadata.put("step", Long.toString(file.steps()));
    Weights weights = Weights.of(module);
    if (compact || file.compact()) {
      metadata.put(StateFile.COMPACT, "true");
    }
    if (compact) {
      weights = Compact.of(module, weights);
      Module smaller = network.create(Compact.shapes(network.create(Map.of()), weights));
      terminal
          .out()
          .println(
              saved(
                  ForwardCost.of(module, network.input()),
                  ForwardCost.of(smaller, network.input())));
    }
    return weights.toTorch(file.steps(), metadata);
  }

  private static String saved(ForwardCost whole, ForwardCost smaller) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d parameters, %,d of %,d floating-point operations a picture",
        smaller.parameters(),
        whole.parameters(),
        smaller.flops(),
        whole.flops());
  }
}
