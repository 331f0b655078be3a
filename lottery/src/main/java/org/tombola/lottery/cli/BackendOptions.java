package org.tombola.lottery.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.BackendName;
import org.tombola.engine.Backends;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.recipe.InvalidSettings;
import picocli.CommandLine.Option;

/// What a command computes on, and in which arithmetic.
final class BackendOptions {
  private static final String GPU = "cuda";
  private static final String USUAL = "fp32";

  @Option(
      names = "--backend",
      paramLabel = "B",
      description = "auto, cpu, reference or cuda (default: auto).")
  private String backend = Backends.AUTO;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description =
          "Of products and convolutions on a GPU: fp32, tf32 or bf16 (default: fp32). The CPU"
              + " computes in fp32.")
  private @Nullable String precision;

  /// The backend's name with its choices, as [Backends#open] takes it. Whoever asks for tf32 or
  /// bf16 asks for the GPU: `auto` does not fall back to the CPU then.
  ///
  /// @throws UnknownName if there is no such backend or precision
  /// @throws InvalidSettings if the backend has no such precision
  String name() {
    Names.checkBackend(backend);
    if (precision == null) {
      return backend;
    }
    UnknownName.check("precision", precision, List.of(USUAL, "tf32", "bf16"));
    BackendName asked = BackendName.parse(backend);
    boolean gpu = asked.provider().equals(GPU);
    boolean usual = precision.equals(USUAL);
    if (usual && !gpu) {
      return backend;
    }
    if (!gpu && !asked.provider().equals(Backends.AUTO)) {
      throw new InvalidSettings(
          "--precision %s is for --backend %s: '%s' computes in %s"
              .formatted(precision, GPU, backend, USUAL));
    }
    return new BackendName(GPU, asked.choices()).with(Map.of("precision", precision)).toString();
  }
}
