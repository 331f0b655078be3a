package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.nn.Init;
import org.tombola.nn.NamedCount;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Phase;
import org.tombola.nn.SafeTensors;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

/// `export`, `import` and `predict`: weights out, in, and used. With PyTorch at the other end:
/// `src/test/python/exchange.py`.
class ExchangeTest {
  @TempDir static Path folder;

  private static Path exported;

  @BeforeAll
  static void export() {
    exported = folder.resolve("exported.safetensors");
    CommandLineRun.of("export", "resnet-8", "--init-seed", "3", "--out", exported.toString())
        .succeeded();
  }

  @Test
  void fresh_batch_normalisations_start_as_asked() {
    Path uniform = file("uniform.safetensors");
    CommandLineRun.of("export", "resnet-8", "--norm-init", "uniform", "--out", uniform.toString())
        .succeeded();
    float[] scale = Weights.read(uniform).get("bn1.weight").toArray();
    assertTrue(scale[0] > 0 && scale[0] < 1 && scale[0] != scale[1], Arrays.toString(scale));
  }

  private static Path file(String name) {
    return folder.resolve(name);
  }

  private static Weights initial() {
    try (var backend = Backends.open("reference", 1)) {
      return Backends.with(
          backend, () -> Weights.of(Models.create("resnet-8", Init.GLOROT_NORMAL, new Rng(3))));
    }
  }

  /// `initial()` with one tensor replaced by `with`, or left out without it.
  private static Path changed(String name, NamedTensor... with) {
    var tensors = new ArrayList<>(initial().tensors().values());
    tensors.removeIf(t -> t.name().equals(name));
    tensors.addAll(List.of(with));
    Path file = file("changed.safetensors");
    SafeTensors.of(tensors, Map.of()).write(file);
    return file;
  }

  private static Path samples(NamedTensor... tensors) {
    Path file = file("x.safetensors");
    SafeTensors.of(List.of(tensors), Map.of()).write(file);
    return file;
  }

  private static CommandLineRun predict(Path weights, Path x, String... more) {
    var args = new ArrayList<>(List.of("predict", "resnet-8", "--weights", weights.toString()));
    args.addAll(List.of("--input", x.toString(), "--out", file("logits.safetensors").toString()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  @Test
  void an_export_is_the_start_of_a_run_and_has_what_pytorch_wants() {
    SafeTensors file = SafeTensors.read(exported);
    assertEquals(initial(), Weights.of(file));
    assertEquals(
        new NamedCount("bn1.num_batches_tracked", 0),
        file.entries().get("bn1.num_batches_tracked"));
    assertEquals("resnet-8", file.metadata().get("network"));
    assertEquals("3", file.metadata().get("seed"));
  }

  @Test
  void a_checkpoint_gives_its_network_and_steps() {
    var tensors = new ArrayList<NamedTensor>();
    tensors.add(NamedTensor.of("optimizer.conv1.weight.momentum", Shape.of(1), 1f));
    for (NamedTensor t : initial().tensors().values()) {
      tensors.add(NamedTensor.of("network." + t.name(), t.shape(), t.toArray()));
    }
    Path checkpoint = file("checkpoint.safetensors");
    SafeTensors.of(tensors, Map.of("step", "250")).write(checkpoint);
    Path out = file("from-checkpoint.safetensors");
    CommandLineRun.of(
            "export", "resnet-8", "--checkpoint", checkpoint.toString(), "--out", out.toString())
        .succeeded();
    SafeTensors file = SafeTensors.read(out);
    assertEquals(initial(), Weights.of(file));
    assertEquals(
        new NamedCount("bn1.num_batches_tracked", 250),
        file.entries().get("bn1.num_batches_tracked"));
  }

  @Test
  void a_pruned_network_is_exported_as_it_is() {
    NamedTensor whole = initial().get("conv1.weight");
    float[] values = whole.toArray();
    for (int i = 0; i < values.length; i += 2) {
      values[i] = 0;
    }
    Path ticket = changed("conv1.weight", NamedTensor.of(whole.name(), whole.shape(), values));
    Path out = file("ticket.safetensors");
    CommandLineRun.of(
            "export", "resnet-8", "--checkpoint", ticket.toString(), "--out", out.toString())
        .succeeded();
    assertEquals(Weights.read(ticket), Weights.read(out));
    assertArrayEquals(values, Weights.read(out).get("conv1.weight").toArray());
  }

  @Test
  void an_import_is_what_was_exported() {
    Path out = file("imported.safetensors");
    var run = CommandLineRun.of("import", "resnet-8", exported.toString(), "--out", out.toString());
    run.succeeded();
    assertEquals(initial(), Weights.read(out));
    assertTrue(run.out().contains("78,714 numbers"), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resnet-14 |    | does not fit resnet-14: missing 'layer1.1.conv1.weight' and 29 more",
        "conv-2    |    | does not fit conv-2: missing",
        "resnet-8  | 7  | does not fit resnet-8: 'linear.weight' is 10×64, expected 7×64 and 1"
            + " more",
      })
  void another_network_is_one_line_and_writes_nothing(String network, String classes, String said) {
    Path out = file("refused.safetensors");
    var args =
        new ArrayList<>(List.of("import", network, exported.toString(), "--out", out.toString()));
    if (classes != null) {
      args.addAll(List.of("--classes", classes));
    }
    CommandLineRun.of(args.toArray(String[]::new)).refused(1, exported.toString(), said);
    assertFalse(Files.exists(out));
  }

  @Test
  void each_kind_of_misfit_is_named() {
    Path file = changed("bn1.bias", NamedTensor.of("bn1.beta", Shape.of(16), new float[16]));
    CommandLineRun.of("import", "resnet-8", file.toString(), "--out", file("y").toString())
        .refused(1, "missing 'bn1.bias'; unexpected 'bn1.beta'");
  }

  @Test
  void logits_are_those_of_the_network_in_evaluation_whatever_the_batch() {
    float[] values = new float[5 * 3 * 32 * 32];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    Path x = samples(NamedTensor.of("x", Shape.of(5, 3, 32, 32), values));
    predict(exported, x, "--backend", "reference", "--set", "conv=direct").succeeded();
    NamedTensor logits = SafeTensors.read(file("logits.safetensors")).tensor("logits");
    assertEquals(Shape.of(5, 10), logits.shape());
    float[] expected;
    try (var backend = Backends.open("reference", 1)) {
      expected =
          Backends.with(
              backend,
              () ->
                  Models.create("resnet-8", Init.GLOROT_NORMAL, new Rng(3))
                      .forward(Tensor.batch(Shape.of(5, 3, 32, 32), values), Phase.EVAL)
                      .toArray());
    }
    assertArrayEquals(expected, logits.toArray(), 1e-4f);
    predict(exported, x, "--backend", "reference", "--batch", "2").succeeded();
    NamedTensor batched = SafeTensors.read(file("logits.safetensors")).tensor("logits");
    assertArrayEquals(logits.toArray(), batched.toArray(), 1e-4f);
  }

  @Test
  void samples_that_cannot_be_are_one_line() {
    Path small = samples(NamedTensor.of("x", Shape.of(2, 1, 2, 2), new float[8]));
    predict(exported, small)
        .refused(1, small + ": tensor 'x' is 2×1×2×2", "takes samples of 3×32×32");
    Path flat = samples(NamedTensor.of("x", Shape.of(3072), new float[3072]));
    predict(exported, flat).refused(1, "tensor 'x' is 3072");
    predict(exported, samples(NamedTensor.of("y", Shape.of(1), 1f))).refused(1, "no tensor 'x'");
    float[] broken = new float[3072];
    broken[7] = Float.NaN;
    Path nan = samples(NamedTensor.of("x", Shape.of(1, 3, 32, 32), broken));
    predict(exported, nan).refused(1, nan + ": tensor 'x' holds 1 NaN");
  }

  @Test
  void weights_that_are_not_finite_are_one_line() {
    float[] values = new float[16];
    values[3] = Float.NaN;
    Path file = changed("bn1.bias", NamedTensor.of("bn1.bias", Shape.of(16), values));
    Path x = samples(NamedTensor.of("x", Shape.of(1, 3, 32, 32), new float[3072]));
    predict(file, x).refused(1, file + ": tensor 'bn1.bias' holds 1 NaN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--set conv=winograd    | no conv algorithm is called 'winograd'",
        "--set con=direct       | did you mean 'conv'?",
        "--set conv             | KEY=VALUE",
        "--batch 0              | --batch",
        "--threads 0            | --threads",
        "--backend cpus         | did you mean 'cpu'?",
        "--input-shape 32x32    | '32x32' is no channels x height x width",
      })
  void settings_that_cannot_be_are_usage_errors(String option, String said) {
    Path x = samples(NamedTensor.of("x", Shape.of(1, 3, 32, 32), new float[3072]));
    predict(exported, x, option.split(" ", -1)).refused(2, said);
  }

  @Test
  void a_seed_and_a_checkpoint_exclude_each_other() {
    CommandLineRun.of("export", "resnet-8", "--init-seed", "1", "--checkpoint", "f", "--out", "x")
        .refused(2, "--init-seed", "--checkpoint");
    CommandLineRun.of("export", "resnet-21", "--out", "x").refused(2, "resnet-21");
    CommandLineRun.of("export", "resnet-8", "--init", "xavier", "--out", "x").refused(2, "xavier");
  }
}
