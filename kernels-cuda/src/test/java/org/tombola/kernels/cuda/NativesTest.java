package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {
  private static final String NAME = "libJCudaDriver-12.6.0-linux-x86_64.so";

  @TempDir private Path cache;

  private static byte[] original() throws IOException {
    try (InputStream in = NativesTest.class.getResourceAsStream("/lib/" + NAME)) {
      return in.readAllBytes();
    }
  }

  private Path library() throws IOException {
    return Natives.DRIVER.unpack(cache).resolve(NAME);
  }

  @Test
  void unpacks_where_only_the_user_may_look() throws IOException {
    Path library = library();
    assertArrayEquals(original(), Files.readAllBytes(library));
    assertEquals(
        PosixFilePermissions.fromString("rwx------"),
        Files.getPosixFilePermissions(library.getParent()));
    try (var files = Files.list(library.getParent())) {
      assertEquals(List.of(library), files.toList());
    }
  }

  @Test
  void a_second_start_uses_what_is_there() throws IOException {
    var written = Files.getLastModifiedTime(library());
    assertEquals(written, Files.getLastModifiedTime(library()));
  }

  @Test
  void a_file_that_is_not_whole_or_is_somebody_elses_is_replaced() throws IOException {
    Path library = library();
    byte[] whole = original();
    Files.write(library, Arrays.copyOf(whole, 300_000));
    assertArrayEquals(whole, Files.readAllBytes(library()));
    Files.writeString(library, "planted");
    assertArrayEquals(whole, Files.readAllBytes(library()));
  }

  @Test
  void many_starts_at_once_all_find_it_whole() throws Exception {
    byte[] whole = original();
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<byte[]>> found = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        found.add(threads.submit(() -> Files.readAllBytes(library())));
      }
      for (var content : found) {
        assertArrayEquals(whole, content.get());
      }
    }
  }

  @Test
  void another_library_on_the_class_path_is_refused() {
    var other = new Natives("lib/" + NAME, "0".repeat(64));
    assertThrows(IOException.class, () -> other.unpack(cache));
    var none = new Natives("lib/libnone.so", "0".repeat(64));
    assertThrows(IOException.class, () -> none.unpack(cache));
  }
}
