package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.lottery.recipe.InvalidSettings;
import picocli.CommandLine;

class BackendOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "'',                                          auto",
    "--precision fp32,                            auto",
    "--precision tf32,                            cuda:precision=tf32",
    "--backend cuda --precision fp32,             cuda:precision=fp32",
    "--backend cuda:precision=tf32 --precision bf16, cuda:precision=bf16",
    "--backend cpu:conv=direct --precision fp32,  cpu:conv=direct",
    "--gemm own,                                  auto",
    "--gemm cublas,                               cuda:gemm=cublas",
    "--backend cuda --gemm own,                   cuda:gemm=own",
    "--backend cuda --gemm cublas,                cuda:gemm=cublas",
    "--backend cuda:gemm=own --gemm cublas,       cuda:gemm=cublas",
    "--backend cpu --gemm own --precision fp32,   cpu",
    "--precision bf16 --gemm cublas,              'cuda:gemm=cublas,precision=bf16'",
    "--precision fp32 --gemm cublas,              'cuda:gemm=cublas,precision=fp32'",
  })
  void precision_and_products_are_choices_of_the_gpu(String args, String name) {
    assertEquals(name, of(args).name());
  }

  @Test
  void other_backends_have_one_precision() {
    var refused =
        assertThrows(InvalidSettings.class, () -> of("--backend cpu --precision tf32").name());
    assertTrue(refused.getMessage().contains("--precision tf32 is for --backend cuda"));
  }

  @Test
  void other_backends_have_no_cublas() {
    for (String other : new String[] {"cpu", "reference"}) {
      String args = "--gemm cublas --precision fp32 --backend " + other;
      var refused = assertThrows(InvalidSettings.class, () -> of(args).name());
      assertEquals(
          "--gemm cublas is for --backend cuda: '" + other + "' multiplies with its own kernels",
          refused.getMessage());
    }
  }

  private static BackendOptions of(String args) {
    return CommandLine.populateCommand(
        new BackendOptions(), args.isEmpty() ? new String[0] : args.split(" "));
  }
}
