package org.tombola.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Sums of files, texts and examples.
public final class Checksums {
  private Checksums() {}

  static MessageDigest sha256() {
    return digest("SHA-256");
  }

  /// The finished sum in lower-case hexadecimal.
  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /// The text's SHA-256, of its UTF-8.
  public static String of(String text) {
    MessageDigest digest = sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return hex(digest);
  }

  /// The file's SHA-256.
  ///
  /// @throws IOException if it cannot be read
  public static String of(Path file) throws IOException {
    return of(file, sha256());
  }

  /// The file's MD5: what some publishers give instead.
  static String md5(Path file) throws IOException {
    return of(file, digest("MD5"));
  }

  private static String of(Path file, MessageDigest digest) throws IOException {
    byte[] chunk = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
      }
    }
    return hex(digest);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
