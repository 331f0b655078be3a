package org.tombola.kernels.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/// The driver's library, loaded by name and called through `java.lang.foreign`.
///
/// Every function returns a `CUresult`, 0 being success, and writes its answer through a pointer.
///
/// @param symbols the library's functions
record ForeignDriver(SymbolLookup symbols) implements Driver {
  private static final int NAME_BYTES = 256;

  /// `CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR` and `_MINOR`.
  private static final int MAJOR = 75;

  private static final int MINOR = 76;

  /// The library stays loaded for the life of the process.
  ///
  /// @throws IllegalArgumentException if it cannot be loaded
  static ForeignDriver load(String library) {
    return new ForeignDriver(SymbolLookup.libraryLookup(library, Arena.global()));
  }

  @Override
  public void initialise() throws DriverError {
    call("cuInit", 0);
  }

  @Override
  public int version() throws DriverError {
    return answer("cuDriverGetVersion");
  }

  @Override
  public int devices() throws DriverError {
    return answer("cuDeviceGetCount");
  }

  @Override
  public String name(int ordinal) throws DriverError {
    int device = answer("cuDeviceGet", ordinal);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(NAME_BYTES);
      call("cuDeviceGetName", name, NAME_BYTES, device);
      return name.getString(0);
    }
  }

  @Override
  public int capability(int ordinal) throws DriverError {
    int device = answer("cuDeviceGet", ordinal);
    return 10 * answer("cuDeviceGetAttribute", MAJOR, device)
        + answer("cuDeviceGetAttribute", MINOR, device);
  }

  /// Calls `function(&answer, more...)`.
  private int answer(String function, Object... more) throws DriverError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(JAVA_INT);
      Object[] arguments = new Object[more.length + 1];
      arguments[0] = answer;
      System.arraycopy(more, 0, arguments, 1, more.length);
      call(function, arguments);
      return answer.get(JAVA_INT, 0);
    }
  }

  /// Calls a function whose parameters are pointers and 32-bit integers.
  private void call(String function, Object... arguments) throws DriverError {
    MemoryLayout[] parameters =
        Arrays.stream(arguments)
            .map(a -> a instanceof MemorySegment ? ADDRESS : JAVA_INT)
            .toArray(MemoryLayout[]::new);
    MemorySegment symbol = symbols.find(function).orElseThrow(() -> new DriverError(function, 500));
    MethodHandle handle =
        Linker.nativeLinker().downcallHandle(symbol, FunctionDescriptor.of(JAVA_INT, parameters));
    int code;
    try {
      code = (int) handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(function + " could not be called", e);
    }
    if (code != 0) {
      throw new DriverError(function, code);
    }
  }
}
