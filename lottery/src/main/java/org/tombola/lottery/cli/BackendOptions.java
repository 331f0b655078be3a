package org.tombola.lottery.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.BackendName;
import org.tombola.engine.Backends;
import org.tombola.engine.UnknownName;
import org.tombola.lottery.recipe.InvalidSettings;
import picocli.CommandLine.Option;

/// What a command computes on, in which arithmetic, and with whose products of matrices.
final class BackendOptions {
  private static final String GPU = "cuda";

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

  @Option(
      names = "--gemm",
      paramLabel = "G",
      description =
          "Who multiplies matrices on a GPU: own, the kernels of this program, or cublas, NVIDIA's"
              + " library (default: own).")
  private @Nullable String gemm;

  /// A choice of the GPU's backend that has an option of its own.
  ///
  /// @param given what was asked for, or null
  /// @param offered the usual one first, which every other backend has too
  /// @param others what the other backends do, for a message
  private record Choice(String key, @Nullable String given, List<String> offered, String others) {
    boolean isUsual() {
      return given == null || given.equals(offered.getFirst());
    }
  }

  private List<Choice> choices() {
    return List.of(
        new Choice("precision", precision, List.of("fp32", "tf32", "bf16"), "computes in fp32"),
        new Choice("gemm", gemm, List.of("own", "cublas"), "multiplies with its own kernels"));
  }

  /// The backend's name with its choices, as [Backends#open] takes it. Whoever asks for tf32, bf16
  /// or cublas asks for the GPU: `auto` does not fall back to the CPU then.
  ///
  /// @throws UnknownName if there is no such backend, precision or product
  /// @throws InvalidSettings if the backend has no such precision or product
  String name() {
    Names.checkBackend(backend);
    Map<String, String> given = new TreeMap<>();
    for (Choice choice : choices()) {
      if (choice.given() != null) {
        UnknownName.check(choice.key(), choice.given(), choice.offered());
        given.put(choice.key(), choice.given());
      }
    }
    BackendName asked = BackendName.parse(backend);
    boolean gpu = asked.provider().equals(GPU);
    List<Choice> unusual = choices().stream().filter(choice -> !choice.isUsual()).toList();
    if (given.isEmpty() || (!gpu && unusual.isEmpty())) {
      return backend;
    }
    if (!gpu && !asked.provider().equals(Backends.AUTO)) {
      Choice first = unusual.getFirst();
      throw new InvalidSettings(
          "--%s %s is for --backend %s: '%s' %s"
              .formatted(first.key(), first.given(), GPU, backend, first.others()));
    }
    return new BackendName(GPU, asked.choices()).with(given).toString();
  }
}
