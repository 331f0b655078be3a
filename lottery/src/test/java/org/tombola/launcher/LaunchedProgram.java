package org.tombola.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The program behind the launcher in [LauncherTest].
public final class LaunchedProgram {
  private LaunchedProgram() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "print" -> {
        for (int i = 1; i < args.length; i++) {
          System.out.println("[" + args[i] + "]");
        }
      }
      case "read" -> System.out.println(new String(System.in.readAllBytes(), UTF_8));
      case "flags" -> {
        System.out.println(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
        System.out.println(System.getProperty("extra"));
      }
      case "exit" -> System.exit(Integer.parseInt(args[1]));
      case "fail" -> throw new IllegalStateException("on purpose");
      case "wait" -> waitForEver(Path.of(args[1]));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  /// Names its process in `folder/pid`, and says in `folder/ended` that it was asked to end.
  private static void waitForEver(Path folder) throws Exception {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    Files.createFile(folder.resolve("ended"));
                  } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                }));
    Path unfinished = folder.resolve("unfinished");
    Files.writeString(unfinished, Long.toString(ProcessHandle.current().pid()));
    Files.move(unfinished, folder.resolve("pid"), StandardCopyOption.ATOMIC_MOVE);
    Thread.sleep(Long.MAX_VALUE);
  }
}
