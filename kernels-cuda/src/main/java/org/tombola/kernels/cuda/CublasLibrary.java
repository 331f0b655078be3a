package org.tombola.kernels.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import org.tombola.engine.BackendUnavailable;
import org.tombola.engine.EngineException;

/// NVIDIA's cuBLAS, loaded by name and called through `java.lang.foreign`.
///
/// JCuda has a binding too, JCublas, but of one version: its natives ask for `libcublas.so.12` and
/// nothing else. The functions called here are the same in 12 and 13, so one path serves both,
/// ships no natives, and can be tested where there is no GPU: the tests give it functions of their
/// own.
///
/// What lies on the device, and the library's own handles, are numbers here; pointers are only what
/// points to the host's memory. Calls are for the thread whose context is that of the device.
final class CublasLibrary {
  /// Newest first.
  private static final List<String> FILES = List.of("libcublas.so.13", "libcublas.so.12");

  // cublas_api.h and library_types.h
  private static final int OP_N = 0;
  private static final int OP_T = 1;
  private static final int R_32F = 0;
  private static final int R_16BF = 14;
  private static final int COMPUTE_32F = 68;
  private static final int COMPUTE_32F_FAST_TF32 = 77;
  private static final int GEMM_DEFAULT = -1;

  private static final String GEMM = "cublasGemmEx";

  /// handle; transa, transb, m, n, k; alpha; A, its type and leading dimension; B, likewise; beta;
  /// C, likewise; compute type, algorithm.
  static final FunctionDescriptor GEMM_DESCRIPTOR =
      FunctionDescriptor.of(
          JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG,
          JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT,
          JAVA_INT, JAVA_INT);

  private final String file;
  private final SymbolLookup symbols;
  private final MethodHandle gemm;
  private final MemorySegment zero = Arena.ofAuto().allocateFrom(JAVA_FLOAT, 0f);
  private final MemorySegment one = Arena.ofAuto().allocateFrom(JAVA_FLOAT, 1f);

  /// @param file where the functions are from, for messages
  CublasLibrary(String file, SymbolLookup symbols) {
    this.file = file;
    this.symbols = symbols;
    gemm = handle(GEMM, GEMM_DESCRIPTOR);
  }

  /// The newest that this machine has. It stays loaded for the life of the process.
  ///
  /// @throws BackendUnavailable if none can be loaded: says what was tried and what would help
  static CublasLibrary load() {
    return load(FILES);
  }

  /// The first of `files` that can be loaded; as [#load()].
  static CublasLibrary load(List<String> files) {
    for (String file : files) {
      try {
        return new CublasLibrary(file, SymbolLookup.libraryLookup(file, Arena.global()));
      } catch (IllegalArgumentException _) {
        // Not there, or what it needs is not: the next may be.
      }
    }
    throw new BackendUnavailable(
        "cuBLAS cannot be loaded (tried "
            + String.join(", ", files)
            + "): NVIDIA's CUDA toolkit has it, and so has the Python package nvidia-cublas; add"
            + " the folder of the library to LD_LIBRARY_PATH");
  }

  /// As people write it: `cuBLAS 13.1.1`.
  String version() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(JAVA_INT);
      call("cublasGetVersion_v2", 0L, answer); // needs no handle
      int version = answer.get(JAVA_INT, 0);
      return "cuBLAS %d.%d.%d".formatted(version / 10_000, version / 100 % 100, version % 100);
    }
  }

  /// The file it was loaded from.
  String file() {
    return file;
  }

  /// A new handle, for the current context.
  long create() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(JAVA_LONG);
      call("cublasCreate_v2", answer);
      return answer.get(JAVA_LONG, 0);
    }
  }

  /// Waits for the device, then gives a handle back.
  void destroy(long handle) {
    call("cublasDestroy_v2", handle);
  }

  /// From now on the work of `handle` goes to `stream`, and uses `workspace`, of that many bytes on
  /// the device.
  void use(long handle, long stream, long workspace, long bytes) {
    call("cublasSetStream_v2", handle, stream); // puts the workspace back too, so it comes first
    call("cublasSetWorkspace_v2", handle, workspace, bytes);
  }

  /// Hands one product over.
  ///
  /// cuBLAS is column-major: what it takes for a matrix is the transpose of ours, so it is asked
  /// for Cᵀ = op(B)ᵀ · op(A)ᵀ, which needs no transposition but the operands in the other order.
  void multiply(long handle, BlasProduct product) {
    Product p = product.product();
    int type = p.precision() == Precision.BF16 ? R_16BF : R_32F;
    int compute = p.precision() == Precision.TF32 ? COMPUTE_32F_FAST_TF32 : COMPUTE_32F;
    MemorySegment beta = product.onto() ? one : zero;
    int code;
    try {
      code =
          (int)
              gemm.invokeExact(
                  handle,
                  p.transB() ? OP_T : OP_N,
                  p.transA() ? OP_T : OP_N,
                  p.n(),
                  p.m(),
                  p.k(),
                  one,
                  p.b(),
                  type,
                  p.transB() ? p.k() : p.n(),
                  p.a(),
                  type,
                  p.transA() ? p.m() : p.k(),
                  beta,
                  p.c(),
                  R_32F,
                  p.n(),
                  compute,
                  GEMM_DEFAULT);
    } catch (Throwable e) {
      throw new IllegalStateException(GEMM + " could not be called", e);
    }
    CublasStatus.check(GEMM, code, " for " + p);
  }

  /// Calls a function whose parameters are pointers to the host's memory and 64-bit numbers.
  private void call(String function, Object... arguments) {
    MemoryLayout[] parameters =
        Arrays.stream(arguments)
            .map(a -> a instanceof MemorySegment ? ADDRESS : JAVA_LONG)
            .toArray(MemoryLayout[]::new);
    MethodHandle handle = handle(function, FunctionDescriptor.of(JAVA_INT, parameters));
    int code;
    try {
      code = (int) handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(function + " could not be called", e);
    }
    CublasStatus.check(function, code, "");
  }

  private MethodHandle handle(String function, FunctionDescriptor descriptor) {
    MemorySegment symbol =
        symbols
            .find(function)
            .orElseThrow(() -> new EngineException(file + " has no function " + function));
    return Linker.nativeLinker().downcallHandle(symbol, descriptor);
  }
}
