package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// The PTX that ships was made from the sources beside it, and so was that of the tests.
@ParameterizedClass
@ValueSource(strings = {"src/main", "src/test"})
class PtxSourceTest {
  private final Path sources;
  private final Path ptx;

  PtxSourceTest(String root) {
    sources = Path.of(root, "cuda");
    ptx = Path.of(root, "resources/org/tombola/kernels/cuda/ptx");
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  private static List<String> names(Path folder, String end) throws IOException {
    return files(folder, end).stream()
        .map(file -> file.getFileName().toString().replace(end, ""))
        .toList();
  }

  @Test
  void every_family_has_its_ptx() throws IOException {
    assertFalse(files(ptx, ".ptx").isEmpty(), "no PTX at all");
    assertEquals(names(sources, ".cu"), names(ptx, ".ptx"));
  }

  @Test
  void every_ptx_is_of_the_sources_as_they_are() throws IOException, NoSuchAlgorithmException {
    for (Path source : files(sources, ".cu")) {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      for (Path header : files(sources, ".cuh")) {
        hash.update(Files.readAllBytes(header));
      }
      hash.update(Files.readAllBytes(source));
      String name = source.getFileName().toString().replace(".cu", ".ptx");
      assertEquals(
          "// sources: sha256 " + HexFormat.of().formatHex(hash.digest()),
          Files.readAllLines(ptx.resolve(name)).getFirst(),
          name + " is stale: run src/main/cuda/compile.sh");
    }
  }
}
