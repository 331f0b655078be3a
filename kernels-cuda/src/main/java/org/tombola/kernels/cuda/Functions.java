package org.tombola.kernels.cuda;

import static org.tombola.kernels.cuda.Calls.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.CUjit_option;
import jcuda.driver.CUmodule;
import jcuda.driver.JCudaDriver;
import org.tombola.engine.EngineException;

/// The kernels, compiled by the driver family by family when one is first wanted.
final class Functions implements AutoCloseable {
  private static final int LOG = 16_384; // bytes

  /// So much dynamic shared memory a block may have unasked.
  private static final int UNASKED = 48 << 10;

  private final Map<String, CUmodule> modules = new HashMap<>();
  private final Map<Kernel, Entry> entries = new HashMap<>();

  private static final class Entry {
    final CUfunction function = new CUfunction();
    int shared = UNASKED;
  }

  /// The function that launch asks for, ready for it.
  CUfunction of(Launch launch) {
    Entry entry = entries.computeIfAbsent(launch.kernel(), this::entry);
    if (launch.shared() > entry.shared) {
      check(
          "cuFuncSetAttribute",
          JCudaDriver.cuFuncSetAttribute(
              entry.function,
              CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES,
              launch.shared()));
      entry.shared = launch.shared();
    }
    return entry.function;
  }

  private Entry entry(Kernel kernel) {
    Entry entry = new Entry();
    CUmodule module = modules.computeIfAbsent(kernel.family(), Functions::load);
    int code = JCudaDriver.cuModuleGetFunction(entry.function, module, kernel.name());
    if (code != 0) {
      throw Calls.failed("cuModuleGetFunction", code, " for " + kernel);
    }
    return entry;
  }

  private static CUmodule load(String family) {
    String resource = "ptx/" + family + ".ptx";
    ByteBuffer image;
    try (InputStream in = Functions.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new EngineException("no kernels " + resource + " on the class path");
      }
      byte[] text = in.readAllBytes();
      image = ByteBuffer.allocateDirect(text.length + 1).put(text).put((byte) 0).rewind();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ByteBuffer log = ByteBuffer.allocateDirect(LOG);
    // An option is a pointer's width: an address or a number.
    ByteBuffer values = ByteBuffer.allocateDirect(2 * Long.BYTES).order(ByteOrder.nativeOrder());
    values.putLong(MemorySegment.ofBuffer(log).address()).putLong(LOG).rewind();
    int[] options = {
      CUjit_option.CU_JIT_ERROR_LOG_BUFFER, CUjit_option.CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES
    };
    CUmodule module = new CUmodule();
    int code =
        JCudaDriver.cuModuleLoadDataEx(
            module, Pointer.to(image), options.length, options, Pointer.to(values));
    if (code != 0) {
      String said = StandardCharsets.UTF_8.decode(log).toString();
      throw Calls.failed("cuModuleLoadDataEx", code, " for " + resource + ": " + trimmed(said));
    }
    return module;
  }

  private static String trimmed(String log) {
    int end = log.indexOf('\0');
    return (end < 0 ? log : log.substring(0, end)).strip();
  }

  @Override
  public void close() {
    modules.values().forEach(m -> check("cuModuleUnload", JCudaDriver.cuModuleUnload(m)));
    modules.clear();
    entries.clear();
  }
}
