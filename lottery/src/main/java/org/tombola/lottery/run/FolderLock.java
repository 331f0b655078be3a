package org.tombola.lottery.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One run a folder: a lock of the operating system on the file `lock`, which ends with the process
/// however it ends, and in it who holds it.
final class FolderLock implements AutoCloseable {
  private static final String NAME = "lock";

  /// Who runs in a folder.
  ///
  /// @param since the start, ISO 8601
  record Holder(long pid, String host, String since, String command) {
    static Holder self(String command) {
      return new Holder(
          ProcessHandle.current().pid(),
          hostName(),
          Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
          command);
    }

    /// Like `pid 4711 on host since 2026-01-01T12:00:00Z`.
    @Override
    public String toString() {
      return "pid %d on %s since %s".formatted(pid, host, since);
    }
  }

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// @throws RunRefused if another run holds the lock, or the folder cannot be written
  static FolderLock take(Path folder, String command) {
    Path file = folder.resolve(NAME);
    try {
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel, false)) {
        channel.close();
        throw inUse(folder, describe(file));
      }
      byte[] holder = Json.pretty(Holder.self(command)).getBytes(StandardCharsets.UTF_8);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder), 0);
      return new FolderLock(channel);
    } catch (IOException e) {
      throw RunRefused.unwritable(file, e);
    }
  }

  /// @throws RunRefused if another run holds the lock
  static void refuseHeld(Path folder) {
    holder(folder)
        .ifPresent(
            holder -> {
              throw inUse(folder, holder);
            });
  }

  private static RunRefused inUse(Path folder, String holder) {
    return new RunRefused(
        "%s is in use by %s; wait for it or choose another folder with --out"
            .formatted(folder, holder));
  }

  /// Who holds the folder's lock now, if anyone.
  static Optional<String> holder(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return locked(channel, true) ? Optional.empty() : Optional.of(describe(file));
    } catch (IOException e) {
      throw RunRefused.unreadable(file, e);
    }
  }

  private static boolean locked(FileChannel channel, boolean shared) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false; // held by another run of this process
    }
  }

  private static String describe(Path file) {
    try {
      return Json.read(file, Holder.class).toString();
    } catch (RunRefused _) {
      return "another run that is just starting";
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "this host";
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // The lock ends with the process at the latest.
    }
  }
}
