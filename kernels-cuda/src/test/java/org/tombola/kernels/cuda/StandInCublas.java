package org.tombola.kernels.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The functions of cuBLAS that the binding calls, written in Java and handed to it as native ones.
///
/// It multiplies as the real one says it does: column-major, what is in the device's memory, of the
/// type and with the rounding it was told. It keeps the rules too: nothing without the handle, no
/// product before a stream and a workspace were set, leading dimensions that suffice.
final class StandInCublas implements SymbolLookup {
  static final int VERSION = 130_204;

  private static final long HANDLE = 0x5eed_0000_1234L;
  private static final int NOT_INITIALIZED = 1;
  private static final int INVALID_VALUE = 7;
  private static final int INTERNAL_ERROR = 14;

  /// What was called, in order.
  final List<String> calls = new ArrayList<>();

  /// What a function shall return instead of doing its work.
  final Map<String, Integer> failing = new HashMap<>();

  private final Arena arena = Arena.ofAuto();
  private final Map<String, MemorySegment> stubs = new HashMap<>();
  private final Device device;
  private boolean open;
  private long stream;
  private long workspace;

  /// @param device whose memory the operands are in
  StandInCublas(Device device) {
    this.device = device;
    add("cublasCreate_v2", "create", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    add("cublasDestroy_v2", "destroy", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    add("cublasGetVersion_v2", "version", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS));
    add("cublasSetStream_v2", "stream", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    add(
        "cublasSetWorkspace_v2",
        "workspace",
        FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    add("cublasGemmEx", "gemm", CublasLibrary.GEMM_DESCRIPTOR);
  }

  private void add(String function, String method, FunctionDescriptor type) {
    try {
      MethodHandle target = MethodHandles.lookup().bind(this, method, type.toMethodType());
      stubs.put(function, Linker.nativeLinker().upcallStub(target, type, arena));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(method + " is not as " + function + " needs it", e);
    }
  }

  @Override
  public Optional<MemorySegment> find(String name) {
    return Optional.ofNullable(stubs.get(name));
  }

  /// Without the function of that name.
  StandInCublas without(String name) {
    stubs.remove(name);
    return this;
  }

  boolean isOpen() {
    return open;
  }

  private int called(String function, boolean allowed, Runnable work) {
    calls.add(function);
    if (failing.containsKey(function)) {
      return failing.get(function);
    }
    if (!allowed) {
      return NOT_INITIALIZED;
    }
    try {
      work.run();
      return 0;
    } catch (IllegalArgumentException _) {
      return INVALID_VALUE;
    } catch (RuntimeException _) {
      return INTERNAL_ERROR; // what leaves an upcall would end the process
    }
  }

  int create(MemorySegment handle) {
    return called(
        "create",
        !open,
        () -> {
          handle.reinterpret(Long.BYTES).set(JAVA_LONG, 0, HANDLE);
          open = true;
        });
  }

  int destroy(long handle) {
    return called("destroy", is(handle), () -> open = false);
  }

  int version(long unused, MemorySegment answer) {
    return called(
        "version", unused == 0, () -> answer.reinterpret(Integer.BYTES).set(JAVA_INT, 0, VERSION));
  }

  int stream(long handle, long to) {
    return called(
        "stream",
        is(handle),
        () -> {
          stream = to;
          workspace = 0;
        });
  }

  int workspace(long handle, long at, long bytes) {
    return called(
        "workspace",
        is(handle) && bytes > 0,
        () -> {
          device.upload(MemorySegment.ofArray(new byte[] {1, 2, 3, 4}), at + bytes - 4);
          workspace = at;
        });
  }

  int gemm(
      long handle,
      int transA,
      int transB,
      int m,
      int n,
      int k,
      MemorySegment alpha,
      long a,
      int typeA,
      int lda,
      long b,
      int typeB,
      int ldb,
      MemorySegment beta,
      long c,
      int typeC,
      int ldc,
      int compute,
      int algorithm) {
    return called(
        "gemm " + compute + " of " + typeA,
        is(handle) && workspace != 0 && stream == PtxDevice.STREAM,
        () -> {
          ColumnMajor arithmetic = new ColumnMajor(device, compute);
          if (typeC != 0 || typeA != typeB || ldc < m || algorithm != -1) {
            throw new IllegalArgumentException("not asked for here");
          }
          arithmetic.multiply(
              m,
              n,
              k,
              one(alpha),
              arithmetic.operand(transA == 1, m, k, a, typeA, lda),
              arithmetic.operand(transB == 1, k, n, b, typeB, ldb),
              one(beta),
              c,
              ldc);
        });
  }

  private boolean is(long handle) {
    return open && handle == HANDLE;
  }

  private static float one(MemorySegment pointer) {
    return pointer.reinterpret(Float.BYTES).get(JAVA_FLOAT, 0);
  }
}
