package org.tombola.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.tombola.bench.peak.Peak;
import org.tombola.lottery.run.Machine;

/// What was measured on, and when.
final class Host {
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

  private Host() {}

  /// Two columns: the machine, its caches, the vectors, the JVM, the day. Not how many cores, of
  /// which one is used.
  static String table() {
    Machine machine = Machine.here();
    Markdown table = new Markdown("", "");
    table.row("processor", machine.cpu().replaceAll(", \\d+ cores$", ""));
    table.row("caches", String.join(", ", caches()));
    table.row("vectors", Peak.vectorBits() + " bits");
    table.row("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    table.row("JVM", machine.jvm());
    table.row("date", LocalDate.now(ZoneOffset.UTC).toString());
    return table.text();
  }

  /// As Linux tells them, like `L2 512K`; one entry, `unknown`, elsewhere.
  private static List<String> caches() {
    List<String> caches = new ArrayList<>();
    try {
      for (int i = 0; Files.exists(CACHES.resolve("index" + i)); i++) {
        Path cache = CACHES.resolve("index" + i);
        if (!read(cache, "type").equals("Instruction")) {
          caches.add("L" + read(cache, "level") + " " + read(cache, "size"));
        }
      }
    } catch (IOException _) {
      caches.clear();
    }
    return caches.isEmpty() ? List.of("unknown") : caches;
  }

  private static String read(Path cache, String file) throws IOException {
    return Files.readString(cache.resolve(file)).strip();
  }
}
