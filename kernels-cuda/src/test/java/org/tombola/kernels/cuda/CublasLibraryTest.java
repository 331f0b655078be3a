package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.engine.BackendUnavailable;
import org.tombola.engine.EngineException;

/// What the binding says where something is missing or refused.
class CublasLibraryTest {
  private final PtxDevice device = new PtxDevice();
  private final StandInCublas functions = new StandInCublas(device);

  private CublasLibrary library() {
    return new CublasLibrary("libstandin.so", functions);
  }

  @Test
  void a_library_that_is_not_there_is_said_in_one_line() {
    var missing =
        assertThrows(
            BackendUnavailable.class,
            () -> CublasLibrary.load(List.of("libnone.so.13", "libnone.so.12")));
    assertEquals(
        "cuBLAS cannot be loaded (tried libnone.so.13, libnone.so.12): NVIDIA's CUDA toolkit has"
            + " it, and so has the Python package nvidia-cublas; add the folder of the library to"
            + " LD_LIBRARY_PATH",
        missing.getMessage());
  }

  @Test
  void a_library_without_a_function_is_named_with_it() {
    functions.without("cublasGemmEx");
    assertEquals(
        "libstandin.so has no function cublasGemmEx",
        assertThrows(EngineException.class, this::library).getMessage());
  }

  @Test
  void tells_its_version() {
    assertEquals("cuBLAS 13.2.4", library().version());
  }

  /// The order matters: setting the stream puts the workspace back.
  @Test
  void a_handle_has_its_stream_and_then_its_workspace_and_is_given_back() {
    try (Cublas cublas = new Cublas(library(), device, PtxDevice.STREAM)) {
      assertEquals(List.of("create", "stream", "workspace"), functions.calls);
      assertTrue(functions.isOpen());
      cublas.multiply(product(64));
    }
    assertEquals("destroy", functions.calls.getLast());
    assertFalse(functions.isOpen());
  }

  @Test
  void a_failure_is_one_line_with_the_function_and_the_code() {
    functions.failing.put("create", 1);
    assertEquals(
        "cuBLAS failed: cublasCreate_v2 returned CUBLAS_STATUS_NOT_INITIALIZED (1)",
        assertThrows(EngineException.class, () -> device.multiplyWith(library())).getMessage());
    functions.failing.clear();
    functions.failing.put("workspace", 99);
    assertEquals(
        "cuBLAS failed: cublasSetWorkspace_v2 returned a cublasStatus_t without a name here (99)",
        assertThrows(EngineException.class, () -> device.multiplyWith(library())).getMessage());
    assertFalse(functions.isOpen());
    functions.failing.clear();
    functions.failing.put("gemm 68 of 0", 13);
    device.multiplyWith(library());
    assertEquals(
        "cuBLAS failed: cublasGemmEx returned CUBLAS_STATUS_EXECUTION_FAILED (13)"
            + " for 1 × 1 × 1, NT, fp32",
        assertThrows(EngineException.class, () -> device.launch(product(64))).getMessage());
  }

  /// One number times itself.
  private BlasProduct product(long bytes) {
    long at = device.allocate(bytes);
    long to = device.allocate(bytes);
    return new BlasProduct(new Product(Precision.FP32, false, true, 1, 1, 1, at, at, 0, to));
  }
}
