package org.tombola.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that looks like a JDK to somebody who starts nothing.
final class FakeJdk {
  private FakeJdk() {}

  static Path at(Path home, String version) throws IOException {
    return at(home, version, "java.base jdk.incubator.vector");
  }

  static Path at(Path home, String version, String modules) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("bin/java"), "");
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"" + modules + "\"\n");
    return home;
  }
}
