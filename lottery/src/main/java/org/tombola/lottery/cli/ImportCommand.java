package org.tombola.lottery.cli;

import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.tombola.engine.Backends;
import org.tombola.nn.Module;
import org.tombola.nn.SafeTensors;
import org.tombola.nn.Weights;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `import`: a state dictionary made elsewhere, checked and written as weights.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks a state dictionary from PyTorch and writes it as weights.",
      "Saved there by safetensors.torch.save_file(model.state_dict(), FILE)."
    })
final class ImportCommand implements Callable<Integer> {
  @Mixin private final NetworkArguments network = new NetworkArguments();

  @Parameters(index = "1", paramLabel = "FILE", description = "The state dictionary.")
  private Path file = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "F", description = "The file to write.")
  private Path out = Path.of("");

  private final Terminal terminal;

  ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (var backend = Backends.open("reference", 1)) {
      SafeTensors content = Backends.with(backend, this::content);
      content.write(out);
      terminal.out().println(Written.line(out, content));
    }
    return 0;
  }

  private SafeTensors content() {
    StateFile state = StateFile.read(file);
    Module module = state.network(network);
    var metadata = new TreeMap<>(network.metadata());
    if (state.compact()) {
      metadata.put(StateFile.COMPACT, "true");
    }
    metadata.put("imported-from", String.valueOf(file.getFileName()));
    return Weights.of(module).toSafeTensors(metadata);
  }
}
