package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
  @Test
  void follows_the_xdg_variable_if_absolute() {
    assertEquals(Path.of("/xdg/tombola"), CacheFolder.of("/xdg", "/home/me"));
    assertEquals(Path.of("/home/me/.cache/tombola"), CacheFolder.of(null, "/home/me"));
    assertEquals(Path.of("/home/me/.cache/tombola"), CacheFolder.of("", "/home/me"));
    assertEquals(Path.of("/home/me/.cache/tombola"), CacheFolder.of("relative", "/home/me"));
  }
}
