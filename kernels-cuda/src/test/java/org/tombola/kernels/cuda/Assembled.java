package org.tombola.kernels.cuda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;

/// What NVIDIA's assembler reports of a kernel.
///
/// @param kernel its name
/// @param stack bytes of a thread's own memory
/// @param stores bytes of registers spilled there
/// @param loads bytes of spilled registers read again
/// @param registers of a thread
/// @param shared bytes of static shared memory of a block
record Assembled(String kernel, int stack, int stores, int loads, int registers, int shared) {
  private static final Pattern USED =
      Pattern.compile(
          "Function properties for (\\w+)\\s+(?:ptxas\\s+\\.\\s+)?(\\d+) bytes stack frame, (\\d+)"
              + " bytes spill stores, (\\d+) bytes spill loads\\s+ptxas info\\s*: Used (\\d+)"
              + " registers([^\\n]*)");
  private static final Pattern SHARED = Pattern.compile("(\\d+) bytes smem");

  /// The kernels of `ptx`, assembled for a device such as `sm_80`. Takes a second or a few.
  ///
  /// @param name what errors call the text
  /// @throws AssertionError with the assembler's words, if it does not take the text
  static List<Assembled> of(String name, String ptx, String device) {
    var kernels = new ArrayList<Assembled>();
    for (Matcher used = USED.matcher(log(name, ptx, device)); used.find(); ) {
      Matcher shared = SHARED.matcher(used.group(6));
      kernels.add(
          new Assembled(
              used.group(1),
              Integer.parseInt(used.group(2)),
              Integer.parseInt(used.group(3)),
              Integer.parseInt(used.group(4)),
              Integer.parseInt(used.group(5)),
              shared.find() ? Integer.parseInt(shared.group(1)) : 0));
    }
    return kernels;
  }

  private static String log(String name, String ptx, String device) {
    byte[] code = (ptx + "\0").getBytes(ISO_8859_1);
    var handle = new nvPTXCompilerHandle();
    if (JNvPTXCompiler.nvPTXCompilerCreate(handle, code.length, code) != 0) {
      throw new AssertionError("no assembler for " + name);
    }
    String[] options = {"--gpu-name=" + device, "--verbose"};
    int failed = JNvPTXCompiler.nvPTXCompilerCompile(handle, options.length, options);
    long[] size = new long[1];
    byte[] log;
    if (failed != 0) {
      JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(handle, size);
      log = new byte[(int) size[0] + 1];
      JNvPTXCompiler.nvPTXCompilerGetErrorLog(handle, log);
    } else {
      JNvPTXCompiler.nvPTXCompilerGetInfoLogSize(handle, size);
      log = new byte[(int) size[0] + 1];
      JNvPTXCompiler.nvPTXCompilerGetInfoLog(handle, log);
    }
    JNvPTXCompiler.nvPTXCompilerDestroy(handle);
    String text = new String(log, ISO_8859_1).replace("\0", "");
    if (failed != 0) {
      throw new AssertionError(name + " for " + device + ": " + text);
    }
    return text;
  }

  /// Whether no register is kept in memory, nor anything else of a thread.
  boolean spillsNothing() {
    return stack == 0 && stores == 0 && loads == 0;
  }

  /// Registers that a block of so many threads takes: a warp gets them in units of 256.
  int registersOf(int threads) {
    return Math.ceilDiv(threads, 32) * Math.ceilDiv(32 * registers, 256) * 256;
  }
}
