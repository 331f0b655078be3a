package org.tombola.kernels.cuda;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// JCuda's native library, unpacked where nobody else can write and checked before it is loaded.
///
/// Left alone, JCuda unpacks to a fixed name in the folder for temporary files, and loads whatever
/// has that name already: what somebody put there, or half of it.
///
/// @param resource of the class path
/// @param sha256 of the resource, in hexadecimal digits
record Natives(String resource, String sha256) {
  /// The driver's functions; the other libraries of the same archive are not used.
  static final Natives DRIVER =
      new Natives(
          "lib/libJCudaDriver-12.6.0-linux-x86_64.so",
          "fdc3b4b4fca4f0fab54ff12c0b4d6ad1c5e8d55015b4950834c705e5db301255");

  private static final String OWNER_ALONE = "rwx------";
  private static final int SHOWN = 16; // digits of a checksum that tell folders apart

  /// Where libraries are kept from one start to the next: a folder in the user's own cache.
  static Path ofUser() {
    String cache = System.getenv("XDG_CACHE_HOME");
    return cache != null && Path.of(cache).isAbsolute()
        ? Path.of(cache, "tombola")
        : Path.of(System.getProperty("user.home", "."), ".cache", "tombola");
  }

  /// Runs `first`, which must be the first use of the JCuda class that loads this library. JCuda
  /// looks into `java.io.tmpdir`, so that names the private folder meanwhile.
  ///
  /// @throws IOException if the library can be unpacked nowhere
  void loadWith(Runnable first) throws IOException {
    Path folder = unpackSomewhere(ofUser());
    String property = "java.io.tmpdir";
    String before = System.setProperty(property, folder.toString());
    try {
      first.run();
    } finally {
      System.setProperty(property, before);
    }
  }

  /// In `cache` or, if nothing can be written there, in a new folder for temporary files.
  private Path unpackSomewhere(Path cache) throws IOException {
    try {
      return unpack(cache);
    } catch (IOException e) {
      try {
        return unpack(Files.createTempDirectory("tombola"));
      } catch (IOException alsoThere) {
        alsoThere.addSuppressed(e);
        throw alsoThere;
      }
    }
  }

  /// The folder under `cache` with the whole library in it and nothing else's: written if it is not
  /// there, or is not what it should be. Any number of processes may do this at once.
  Path unpack(Path cache) throws IOException {
    String file = resource.substring(resource.lastIndexOf('/') + 1);
    Path folder = cache.resolve(file + "-" + sha256.substring(0, SHOWN));
    Files.createDirectories(folder);
    // Fails for a folder of somebody else's.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OWNER_ALONE));
    Path library = folder.resolve(file);
    if (!Files.isRegularFile(library) || !sum(Files.readAllBytes(library)).equals(sha256)) {
      write(library);
    }
    return folder;
  }

  /// Under a name of its own first: what has the final name is whole.
  private void write(Path library) throws IOException {
    byte[] content;
    try (InputStream in = Natives.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource + " is not on the class path");
      }
      content = in.readAllBytes();
    }
    if (!sum(content).equals(sha256)) {
      throw new IOException(resource + " on the class path is not the library it should be");
    }
    Path part = Files.createTempFile(library.getParent(), "part", ".so");
    try {
      Files.write(part, content);
      Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String sum(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
