package org.tombola.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;

/// A JDK's folder and what its `release` file says.
final class Jdk {
  /// Written for this feature release; older builds of it are refused, see [#unsuitableBecause].
  private static final int FEATURE = 25;

  private static final int OLDEST_PATCH = 3;

  static final String NEEDED = "a JDK " + FEATURE + ".0." + OLDEST_PATCH + " or newer";

  static final Comparator<Jdk> OLDEST_FIRST =
      Comparator.comparingInt((Jdk jdk) -> jdk.numbers[0])
          .thenComparingInt(jdk -> jdk.numbers[1])
          .thenComparingInt(jdk -> jdk.numbers[2]);

  /// The feature release this was written for before later ones, and of each the newest patch; then
  /// by folder, so that two runs choose the same.
  static final Comparator<Jdk> BEST_FIRST =
      Comparator.comparingInt((Jdk jdk) -> jdk.numbers[0])
          .thenComparing(OLDEST_FIRST.reversed())
          .thenComparing(jdk -> jdk.home.getPath());

  final File home;

  /// As the `release` file has it, for example `25.0.3`.
  final String version;

  /// Feature, interim and update of the version.
  private final int[] numbers;

  private final boolean hasVectorModule;

  private Jdk(File home, String version, boolean hasVectorModule) {
    this.home = home;
    this.version = version;
    this.numbers = numbers(version);
    this.hasVectorModule = hasVectorModule;
  }

  /// The JDK in that folder, or null if there is none (no `java`, or no `release` file to read).
  static Jdk at(File home) {
    File release = new File(home, "release");
    if (!java(home).isFile() || !release.isFile()) {
      return null;
    }
    String version = null;
    boolean vector = true;
    try {
      for (String line : Files.readAllLines(release.toPath())) {
        if (line.startsWith("JAVA_VERSION=")) {
          version = line.substring(line.indexOf('=') + 1).replace("\"", "").trim();
        } else if (line.startsWith("MODULES=")) {
          vector = line.contains("jdk.incubator.vector");
        }
      }
    } catch (IOException e) {
      return null;
    }
    return version == null ? null : new Jdk(home, version, vector);
  }

  /// Null if it will do; otherwise what is wrong with it.
  String unsuitableBecause() {
    if (numbers[0] < FEATURE) {
      return "is too old";
    }
    if (numbers[0] == FEATURE && numbers[1] == 0 && numbers[2] < OLDEST_PATCH) {
      return "can corrupt memory that native code holds (JDK-8377811)";
    }
    return hasVectorModule ? null : "lacks the module jdk.incubator.vector";
  }

  File java() {
    return java(home);
  }

  private static File java(File home) {
    File windows = new File(home, "bin/java.exe");
    return windows.isFile() ? windows : new File(home, "bin/java");
  }

  /// `25.0.3+9` is 25, 0, 3; `27-ea` is 27, 0, 0; what is no number is 0.
  private static int[] numbers(String version) {
    int[] numbers = new int[3];
    String[] parts = version.split("[-+_]", 2)[0].split("\\.");
    for (int i = 0; i < Math.min(parts.length, 3); i++) {
      numbers[i] = parts[i].matches("[0-9]{1,6}") ? Integer.parseInt(parts[i]) : 0;
    }
    return numbers;
  }
}
