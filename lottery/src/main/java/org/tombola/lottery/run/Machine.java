package org.tombola.lottery.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/// What ran: the program and the machine, as far as they can be known.
///
/// @param version of Tombola, `development` outside a packaged jar
/// @param commit the packaged jar was built from, or `unknown`
/// @param jvm name and version
/// @param os name, version and architecture
/// @param cpu model and number of logical cores
public record Machine(String version, String commit, String jvm, String os, String cpu) {
  public static Machine here() {
    return new Machine(
        manifest("Implementation-Version", "development"),
        manifest("Tombola-Commit", "unknown"),
        property("java.vm.name") + " " + property("java.runtime.version"),
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        "%s, %d cores".formatted(model(), Runtime.getRuntime().availableProcessors()));
  }

  private static String property(String key) {
    return System.getProperty(key, "unknown");
  }

  /// An attribute of lottery.jar, which names its main class; any other jar's manifest says nothing
  /// about Tombola.
  private static String manifest(String attribute, String otherwise) {
    try (InputStream file = Machine.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
      if (file == null) {
        return otherwise;
      }
      Attributes attributes = new Manifest(file).getMainAttributes();
      String value = attributes.getValue(attribute);
      boolean ours = attributes.getValue("Tombola-Main") != null;
      // A build outside git leaves the commit's placeholder as it is.
      return ours && value != null && !value.startsWith("$") ? value : otherwise;
    } catch (IOException _) {
      return otherwise;
    }
  }

  private static String model() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(property("os.arch"));
    } catch (IOException _) {
      return property("os.arch");
    }
  }
}
