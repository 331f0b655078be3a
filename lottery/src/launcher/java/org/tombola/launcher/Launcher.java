package org.tombola.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/// The `Main-Class` of Tombola's executable jars; the real one is named in the same manifest.
public final class Launcher {
  /// The manifest's key for the class with the real `main`.
  static final String MAIN = "Tombola-Main";

  /// Flags for the user to add, separated by blanks; they come last, so that they win.
  static final String EXTRA_FLAGS = "TOMBOLA_JAVA_OPTS";

  /// The launcher's process id, for [Child].
  static final String LAUNCHER_PID = "tombola.launcher.pid";

  /// What kernels need. None of it is free: objects aligned like this cannot come from the JDK's
  /// archive of loaded classes, so the program starts later.
  static final List<String> FLAGS =
      Arrays.asList(
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          // Float arrays start on a cache line: 64-byte objects, and headers of the usual size.
          "-XX:ObjectAlignmentInBytes=64",
          "-XX:-UseCompactObjectHeaders",
          // Kernels check their bounds once a call, not once a vector.
          "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0",
          "-XX:+UseParallelGC",
          // Kernels read dozens of places of an image at once, each in a page of its own.
          "-XX:+UseTransparentHugePages",
          // What dies young is small. Arrays of a step are kept, and need no place among it.
          "-XX:MaxNewSize=64m",
          // Loops of a few rounds a step: compiled well after a hundred steps, and until then each
          // of their vectors is an object.
          "-XX:CompileCommand=quiet",
          soon("SoftmaxCrossEntropy"),
          soon("Exponentials"),
          // Storage is pooled in the heap, so the heap may have most of the machine.
          "-XX:MaxRAMPercentage=70",
          "-Djava.awt.headless=true");

  /// Arguments that ask for a text and never for a kernel: then the JVM starts with [#QUICK].
  private static final List<String> ASKS_FOR_TEXT =
      Arrays.asList("--help", "-h", "--version", "-V");

  /// For a program that ends before anything is worth compiling well.
  private static final List<String> QUICK =
      Arrays.asList("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private Launcher() {}

  /// A flag by which the methods of a kernel are compiled after a twentieth of the usual calls.
  private static String soon(String kernel) {
    return "-XX:CompileCommand=CompileThresholdScaling,org.tombola.kernels.cpu."
        + kernel
        + "::*,0.05";
  }

  /// Runs the program to its end and exits with its code; 1 if no JDK will do.
  public static void main(String[] args) throws Exception {
    JdkSearch.Result found = JdkSearch.ofThisMachine().run();
    if (found.jdk == null) {
      System.err.println(found.problem);
      System.exit(1);
    }
    System.exit(run(command(found.jdk, ownJar(), System.getenv(EXTRA_FLAGS), args)));
  }

  /// The child's command line.
  static List<String> command(Jdk jdk, File jar, String extraFlags, String[] args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().getPath());
    if (Collections.disjoint(Arrays.asList(args), ASKS_FOR_TEXT)) {
      command.addAll(FLAGS);
    } else {
      command.addAll(QUICK);
    }
    command.add("-D" + LAUNCHER_PID + "=" + pid());
    if (extraFlags != null && !extraFlags.trim().isEmpty()) {
      command.addAll(Arrays.asList(extraFlags.trim().split("\\s+")));
    }
    command.addAll(Arrays.asList("-cp", jar.getPath(), "org.tombola.launcher.Child"));
    command.add(realMain(jar));
    command.addAll(Arrays.asList(args));
    return command;
  }

  /// Starts the child on this process's own streams and waits for it. A shutdown on the way
  /// (Ctrl-C, SIGTERM, SIGHUP) ends the child first.
  private static int run(List<String> command) throws IOException, InterruptedException {
    Process child = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  child.destroy();
                  try {
                    child.waitFor();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    return child.waitFor();
  }

  private static File ownJar() throws URISyntaxException {
    return new File(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String realMain(File jar) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      Attributes manifest = file.getManifest().getMainAttributes();
      return manifest.getValue(MAIN);
    }
  }

  /// This process's id: `/proc` where there is one; otherwise Java 8's way, which is slow.
  private static String pid() throws IOException {
    File self = new File("/proc/self");
    return self.exists()
        ? self.getCanonicalFile().getName()
        : ManagementFactory.getRuntimeMXBean().getName().replaceFirst("@.*", "");
  }
}
