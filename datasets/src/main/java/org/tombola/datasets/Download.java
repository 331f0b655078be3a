package org.tombola.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fetches one file over HTTP from the first of several sources that delivers it whole.
///
/// Bytes go to `<target>.part`; what an interrupted download left there is continued. The file gets
/// its name, by an atomic rename, only when its checksum is the published one; a wrong one deletes
/// what was fetched.
final class Download {
  private static final int TRIES = 3;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final Duration patience;

  /// @param patience how long a server may stay silent, at the start or in the middle
  Download(Duration patience) {
    this.patience = patience;
  }

  /// @param sources where the file is, tried in order
  /// @throws DatasetException if no source delivers; names each and what went wrong there
  void fetch(List<URI> sources, Path target, PublishedSum sum, Progress progress) {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    List<String> failures = new ArrayList<>();
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      // The lock keeps two processes from appending to the same bytes.
      try (FileChannel out =
              FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(out)) {
        if (lock == null) {
          throw new DatasetException(
              part + " is being downloaded by somebody else; try again later");
        }
        for (URI source : sources) {
          String failure = attempt(source, target, part, out, sum, progress);
          if (failure == null) {
            return;
          }
          failures.add(source + ": " + failure);
        }
        if (out.size() == 0) {
          Files.deleteIfExists(part);
        }
      }
    } catch (IOException e) {
      throw new DatasetException("cannot write " + part + ": " + e, e);
    }
    throw new DatasetException(
        "cannot download %s (%s); try again, or put the file into %s by hand"
            .formatted(target.getFileName(), String.join("; ", failures), target.getParent()));
  }

  /// Null if the file is in place, else why not.
  private @Nullable String attempt(
      URI source, Path target, Path part, FileChannel out, PublishedSum sum, Progress progress)
      throws IOException {
    String failure = null;
    for (int tries = 0; tries < TRIES; tries++) {
      long before = out.size();
      failure = transfer(source, target.getFileName().toString(), out, progress);
      if (failure == null) {
        String found = sum.of(part);
        if (found.equals(sum.hex())) {
          Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
          return null;
        }
        out.truncate(0);
        failure = "wrong checksum, expected " + sum.hex() + ", found " + found;
        if (before == 0) {
          break;
        }
      } else if (out.size() == before) {
        break;
      }
    }
    return failure;
  }

  /// Appends what is missing; null if the server says that was all, else what went wrong.
  private @Nullable String transfer(URI source, String name, FileChannel out, Progress progress)
      throws IOException {
    // This client, not java.net.http's: its read timeout also ends a body that stalls half-way.
    HttpURLConnection http = (HttpURLConnection) source.toURL().openConnection();
    http.setConnectTimeout((int) patience.toMillis());
    http.setReadTimeout((int) patience.toMillis());
    long have = out.size();
    if (have > 0) {
      http.setRequestProperty("Range", "bytes=" + have + "-");
    }
    int status;
    InputStream body;
    try {
      status = http.getResponseCode();
      if (status == RANGE_NOT_SATISFIABLE && have > 0) {
        out.truncate(0);
        return "nothing follows byte " + have;
      }
      if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
        return "answered " + status;
      }
      body = http.getInputStream();
    } catch (IOException e) {
      return reason(e);
    }
    boolean continues = status == HttpURLConnection.HTTP_PARTIAL && startsAt(http, have);
    if (status == HttpURLConnection.HTTP_PARTIAL && !continues) {
      out.truncate(0);
      http.disconnect();
      return "sent another part than asked for";
    }
    if (!continues) {
      out.truncate(0);
      have = 0;
    }
    long length = http.getContentLengthLong();
    return copy(body, name, out, have, length < 0 ? -1 : have + length, progress);
  }

  private @Nullable String copy(
      InputStream body, String name, FileChannel out, long have, long total, Progress progress)
      throws IOException {
    long done = have;
    out.position(done);
    byte[] chunk = new byte[1 << 16];
    progress.at(name, done, total);
    try (body) {
      while (true) {
        int n;
        try {
          n = body.read(chunk);
        } catch (IOException e) {
          return reason(e) + " after " + done + " bytes";
        }
        if (n < 0) {
          break;
        }
        ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, n);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        done += n;
        progress.at(name, done, total);
      }
    }
    return total < 0 || done == total ? null : "ended after %d of %d bytes".formatted(done, total);
  }

  private static boolean startsAt(HttpURLConnection http, long have) {
    String range = http.getHeaderField("Content-Range");
    return range != null && range.startsWith("bytes " + have + "-");
  }

  private String reason(IOException e) {
    return switch (e) {
      case SocketTimeoutException _ -> "silent for " + patience.toMillis() / 1000.0 + " s";
      case UnknownHostException _ -> "no such host, or no network";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
