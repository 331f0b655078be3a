package org.tombola.kernels.cuda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// NVIDIA's own assembler takes the PTX that ships, for every device it is meant for.
class PtxCompileTest {
  private static final Path PTX = Path.of("src/main/resources/org/tombola/kernels/cuda/ptx");
  private static final Pattern TARGET = Pattern.compile("(?m)^\\.target\\s+(\\w+)");
  private static final Pattern THREADS =
      Pattern.compile("\\.entry\\s+(\\w+)\\([^)]*\\)\\s*\\.maxntid\\s+(\\d+)");
  private static final Pattern USED =
      Pattern.compile(
          "Function properties for (\\w+)\\s+(?:ptxas\\s+\\.\\s+)?(\\d+) bytes stack frame, (\\d+)"
              + " bytes spill stores, (\\d+) bytes spill loads\\s+ptxas info\\s*: Used (\\d+)"
              + " registers([^\\n"
              + "]*)");

  private static final Pattern SHARED = Pattern.compile("(\\d+) bytes smem");

  /// The library is unpacked where nobody else may have put one.
  @BeforeAll
  static void load(@TempDir Path own) {
    String before = System.getProperty("java.io.tmpdir");
    System.setProperty("java.io.tmpdir", own.toString());
    try {
      JNvPTXCompiler.setExceptionsEnabled(false);
      JNvPTXCompiler.nvPTXCompilerGetVersion(new int[1], new int[1]);
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }

  private static List<String> devices(String target) {
    return switch (target) {
      case "sm_75" -> List.of("sm_75", "sm_80", "sm_90");
      case "sm_80" -> List.of("sm_80", "sm_90");
      default -> List.of(target);
    };
  }

  private static String compile(String name, String ptx, String device) {
    byte[] code = (ptx + "\0").getBytes(ISO_8859_1);
    var handle = new nvPTXCompilerHandle();
    assertEquals(0, JNvPTXCompiler.nvPTXCompilerCreate(handle, code.length, code), name);
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
    assertEquals(0, failed, () -> name + " for " + device + ": " + text);
    return text;
  }

  private static void check(String name, String ptx, String device) {
    Map<String, Integer> threads = new HashMap<>();
    for (Matcher entry = THREADS.matcher(ptx); entry.find(); ) {
      threads.put(entry.group(1), Integer.valueOf(entry.group(2)));
    }
    int kernels = 0;
    for (Matcher used = USED.matcher(compile(name, ptx, device)); used.find(); kernels++) {
      String what = name + " for " + device + ": " + used.group();
      for (int i = 2; i <= 4; i++) {
        assertEquals("0", used.group(i), what);
      }
      int registers = Integer.parseInt(used.group(5));
      assertTrue(registers <= 255, what);
      assertTrue(registers * threads.getOrDefault(used.group(1), 1) <= 65536, what);
      Matcher shared = SHARED.matcher(used.group(6));
      assertTrue(!shared.find() || Integer.parseInt(shared.group(1)) <= 49152, what);
    }
    assertEquals(ptx.split("\\.entry", -1).length - 1, kernels, name + ": kernels reported");
  }

  static List<Map.Entry<String, String>> families() throws IOException {
    var all = new ArrayList<Map.Entry<String, String>>();
    try (var files = Files.list(PTX)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ptx")).sorted().toList()) {
        String ptx = Files.readString(file);
        Matcher target = TARGET.matcher(ptx);
        assertTrue(target.find(), file + " names no target");
        for (String device : devices(target.group(1))) {
          all.add(Map.entry(file.getFileName().toString(), device));
        }
      }
    }
    return all;
  }

  /// Two at a time: a family of large tiles takes seconds.
  @Test
  void every_family_fits_its_devices() throws IOException {
    List<Map.Entry<String, String>> all = families();
    assertFalse(all.isEmpty(), "no PTX at all");
    all.parallelStream()
        .forEach(
            each -> {
              String name = each.getKey();
              String device = each.getValue();
              try {
                check(name, Files.readString(PTX.resolve(name)), device);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}
