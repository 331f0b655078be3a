package org.tombola.kernels.cuda;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// NVIDIA's own assembler takes the PTX that ships, for every device it is meant for, spills
/// nothing and leaves room for the blocks that each kernel is made for.
class PtxCompileTest {
  private static final Path PTX = Path.of("src/main/resources/org/tombola/kernels/cuda/ptx");
  private static final Pattern TARGET = Pattern.compile("(?m)^\\.target\\s+(\\w+)");
  private static final int REGISTERS = 65_536; // of a multiprocessor

  /// The device on which tiles were chosen: elsewhere as many of their blocks run at once as there
  /// is shared memory for. Its bytes are those of a multiprocessor, and what a block takes besides.
  private static final String CHOSEN_ON = "sm_90";

  private static final int CHOSEN_SHARED = 228 << 10;
  private static final int CHOSEN_RESERVED = 1 << 10;

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

  /// Bytes of shared memory that a block can have. That of `sm_80` is of its poorest kin, 8.6 and
  /// 8.9, which run the same PTX.
  private static int mostShared(String device) {
    return switch (device) {
      case "sm_75" -> 64 << 10;
      case "sm_80" -> 99 << 10;
      default -> 227 << 10;
    };
  }

  /// What is wrong with a family on a device, a line for each fault.
  private static List<String> faults(String name, String ptx, String device) {
    Map<String, LaunchBounds> bounds = LaunchBounds.in(ptx);
    Map<String, TileLaunches> launches = TileLaunches.all();
    var faults = new ArrayList<String>();
    List<Assembled> kernels = Assembled.of(name, ptx, device);
    if (kernels.size() != ptx.split("\\.entry", -1).length - 1) {
      faults.add(name + " for " + device + ": only " + kernels.size() + " kernels were reported");
    }
    for (Assembled kernel : kernels) {
      LaunchBounds bound = requireNonNull(bounds.get(kernel.kernel()), kernel::kernel);
      TileLaunches launch = launches.getOrDefault(kernel.kernel(), new TileLaunches(0, 0));
      String what = name + " for " + device + ": " + kernel + ", " + bound + ", " + launch;
      if (!kernel.spillsNothing()) {
        faults.add("spills: " + what);
      }
      if (bound.blocks() * kernel.registersOf(bound.threads()) > REGISTERS) {
        faults.add("too many registers: " + what);
      }
      int shared = kernel.shared() + launch.shared();
      if (shared > mostShared(device)) {
        faults.add("too much shared memory for a block: " + what);
      }
      if (device.startsWith(CHOSEN_ON)
          && bound.blocks() * (shared + CHOSEN_RESERVED) > CHOSEN_SHARED) {
        faults.add("too much shared memory for its blocks at once: " + what);
      }
    }
    return faults;
  }

  private static Map<Path, String> texts() throws IOException {
    Map<Path, String> all = new TreeMap<>();
    try (var files = Files.list(PTX)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ptx")).toList()) {
        all.put(file.getFileName(), Files.readString(file));
      }
    }
    assertFalse(all.isEmpty(), "no PTX at all");
    return all;
  }

  private record Compilation(String name, String ptx, String device) {}

  /// Several at a time: a family of large tiles takes seconds.
  @Test
  void every_family_fits_its_devices() throws IOException {
    var all = new ArrayList<Compilation>();
    texts()
        .forEach(
            (file, ptx) -> {
              Matcher target = TARGET.matcher(ptx);
              assertTrue(target.find(), file + " names no target");
              for (String device : devices(target.group(1))) {
                all.add(new Compilation(file.toString(), ptx, device));
              }
            });
    assertEquals(
        List.of(),
        all.parallelStream()
            .flatMap(each -> faults(each.name, each.ptx, each.device).stream())
            .toList());
  }

  /// Registers were given out for blocks of the size that is launched.
  @Test
  void tiles_are_launched_as_their_kernels_were_made() throws IOException {
    Map<String, LaunchBounds> bounds = LaunchBounds.in(String.join("", texts().values()));
    TileLaunches.all()
        .forEach(
            (kernel, launch) -> {
              LaunchBounds bound = requireNonNull(bounds.get(kernel), kernel);
              assertEquals(bound.threads(), launch.threads(), kernel);
            });
  }

  /// What the host's model thinks of how many blocks run at once is what registers were given for.
  @Test
  void convolutions_count_on_the_blocks_that_fit() throws IOException {
    Map<String, LaunchBounds> bounds = LaunchBounds.in(String.join("", texts().values()));
    for (Precision precision : Precision.values()) {
      for (boolean quads : new boolean[] {false, true}) {
        for (ConvTile tile : ConvTile.of(precision, quads)) {
          LaunchBounds bound = requireNonNull(bounds.get(tile.name() + "Forward"), tile::name);
          assertEquals(bound.blocks(), tile.blocks(), tile.name());
        }
      }
    }
  }
}
