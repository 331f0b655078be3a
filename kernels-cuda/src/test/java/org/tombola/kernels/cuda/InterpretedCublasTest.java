package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tombola.engine.Backends;
import org.tombola.engine.Shape;
import org.tombola.engine.cases.OpCase;
import org.tombola.engine.cases.OpCases;
import org.tombola.engine.cases.Parity;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// The verbs that multiply matrices, from the backend down to the functions of cuBLAS, which are a
/// stand-in's.
class InterpretedCublasTest {
  private static final Set<String> OPS =
      Set.of(
          "linear",
          "linear with bias",
          "linearInputGrad",
          "linearWeightGrad",
          "matmul",
          "matmulNT",
          "matmulTN",
          "matmul batched");

  private static final Set<String> RUN = new TreeSet<>();
  private static final Backend REFERENCE = Backends.open("reference", 1);

  private final PtxDevice device = new PtxDevice(RUN);
  private final StandInCublas functions = new StandInCublas(device);

  private Backend open(Precision precision) {
    return new CudaBackend(
        device.multiplyWith(new CublasLibrary("a stand-in", functions)),
        new CudaChoices(precision, true, SparseChoice.OFF));
  }

  @AfterAll
  static void every_kernel_has_run() {
    REFERENCE.close();
    Set<String> left = new TreeSet<>(PtxDevice.family("bfloat16").kernels());
    left.removeAll(RUN);
    assertEquals(Set.of(), left, "kernels that no test has run");
    Set<String> own = new TreeSet<>(PtxDevice.family("gemm").kernels());
    own.addAll(PtxDevice.family("gemm_tensor").kernels());
    own.retainAll(RUN);
    assertEquals(Set.of(), own, "kernels in the place of cuBLAS");
  }

  @Test
  void products_and_their_gradients_agree_with_the_reference() {
    Set<String> seen = new TreeSet<>();
    try (Backend on = open(Precision.FP32)) {
      for (OpCase each : OpCases.all()) {
        if (OPS.contains(each.op())) {
          seen.add(each.op());
          Parity.check(each, on, REFERENCE);
        }
      }
    }
    assertEquals(new TreeSet<>(OPS), seen);
    assertTrue(functions.calls.contains("gemm 68 of 0"));
  }

  /// The error tells the precision: less than that of the next finer is as wrong as too much.
  @ParameterizedTest
  @EnumSource
  void multiplies_in_the_precision_asked_for(Precision precision) {
    double[] within =
        switch (precision) {
          case FP32 -> new double[] {0, 1e-6};
          case TF32 -> new double[] {1e-5, 6e-4};
          case BF16 -> new double[] {6e-4, 8e-3};
        };
    String call =
        switch (precision) {
          case FP32 -> "gemm 68 of 0";
          case TF32 -> "gemm 77 of 0";
          case BF16 -> "gemm 68 of 14";
        };
    try (Backend on = open(precision)) {
      for (int form = 0; form < 4; form++) {
        functions.calls.clear();
        double error = difference(matmul(on, form), matmul(REFERENCE, form));
        assertTrue(error >= within[0] && error <= within[1], precision + " is off by " + error);
        assertEquals(List.of(call), functions.calls);
      }
      double error = difference(linear(on), linear(REFERENCE));
      assertTrue(error >= within[0] && error <= within[1], precision + " is off by " + error);
    }
  }

  /// (35, 21) times (21, 18), either stored transposed.
  private static float[] matmul(Backend on, int form) {
    boolean transA = form % 2 == 1;
    boolean transB = form / 2 == 1;
    Storage a = numbers(on, Kind.PLAIN, transA ? Shape.of(21, 35) : Shape.of(35, 21));
    Storage b = numbers(on, Kind.PLAIN, transB ? Shape.of(18, 21) : Shape.of(21, 18));
    Storage out = on.allocate(Kind.PLAIN, Shape.of(35, 18));
    out.poison();
    on.matmul(transA, transB, a, b, out);
    return read(out);
  }

  /// 7 samples of 33 features to 10, with a bias.
  private static float[] linear(Backend on) {
    Storage out = on.allocate(Kind.BATCHED, Shape.of(7, 10));
    out.poison();
    on.linear(
        numbers(on, Kind.BATCHED, Shape.of(7, 33)),
        numbers(on, Kind.PLAIN, Shape.of(10, 33)),
        numbers(on, Kind.PLAIN, Shape.of(10)),
        out);
    return read(out);
  }

  /// Between a half and one and a half.
  private static Storage numbers(Backend on, Kind kind, Shape shape) {
    float[] numbers = new float[shape.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 0.5f + i * 7919L % 1013 / 1013f;
    }
    Storage made = on.allocate(kind, shape);
    made.write(numbers);
    return made;
  }

  private static float[] read(Storage from) {
    float[] values = new float[from.shape().size()];
    from.read(values);
    return values;
  }

  /// The largest, relative to the largest number.
  private static double difference(float[] got, float[] expected) {
    double largest = 0;
    double most = 0;
    for (int i = 0; i < expected.length; i++) {
      assertTrue(Float.isFinite(got[i]), "number " + i + " is " + got[i]);
      largest = Math.max(largest, Math.abs(expected[i]));
      most = Math.max(most, Math.abs((double) got[i] - expected[i]));
    }
    return most / largest;
  }

  @Test
  void name_and_description_say_who_multiplies() {
    try (Backend on = open(Precision.BF16)) {
      assertEquals("cuda:gemm=cublas,precision=bf16", on.name());
      String said = on.description();
      assertTrue(said.endsWith("products in bf16, of matrices by cuBLAS 13.2.4"), said);
    }
    try (Backend own = new CudaBackend(new PtxDevice(), CudaChoices.in(Precision.FP32))) {
      assertEquals("cuda", own.name());
      assertTrue(own.description().endsWith("products in fp32"), own.description());
    }
  }
}
