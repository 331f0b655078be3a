package org.tombola.lottery.cli;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/// What this process has taken so far: heap, memory, time.
final class ProcessFacts {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessFacts() {}

  /// Bytes that all threads together ever allocated on the heap; -1 where the virtual machine does
  /// not count them.
  static long allocated() {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
        ? threads.getTotalThreadAllocatedBytes()
        : -1;
  }

  /// The most bytes of memory it ever had; empty where the system does not say (it is Linux that
  /// does).
  static OptionalLong peakResident() {
    try {
      return peakResident(Files.readString(STATUS));
    } catch (IOException _) {
      return OptionalLong.empty();
    }
  }

  /// The line `VmHWM: 123456 kB` of `/proc/self/status`.
  static OptionalLong peakResident(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst();
  }

  /// How long ago the user started it: the launcher, if it was started by one.
  static Duration age() {
    Instant began = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    if (System.getProperty("tombola.launcher.pid") != null) {
      began =
          ProcessHandle.current()
              .parent()
              .flatMap(launcher -> launcher.info().startInstant())
              .orElse(began);
    }
    return Duration.between(began, Instant.now());
  }
}
