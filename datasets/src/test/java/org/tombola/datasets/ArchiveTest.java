package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  private static final Map<String, byte[]> WHOLE =
      Map.of(
          "cifar/one.bin", CifarBytes.records(3, 1, 4),
          "cifar/two.bin", CifarBytes.records(1, 5, 9),
          "cifar/test.bin", CifarBytes.records(2, 6),
          "cifar/readme.html", new byte[100]);

  @TempDir Path folder;

  @Test
  void an_archive_is_downloaded_unpacked_and_deleted() throws IOException {
    List<Path> fetched = get(WHOLE);
    assertEquals(3, fetched.size());
    assertArrayEquals(
        CifarBytes.records(1, 5, 9), Files.readAllBytes(cache().path().resolve("two.bin")));
    try (var left = Files.list(cache().path())) {
      assertEquals(3, left.count(), "nothing else is left behind");
    }
  }

  @Test
  void only_what_is_missing_is_replaced() throws IOException {
    CifarBytes.writeAll(cache().path());
    Files.delete(cache().path().resolve("test.bin"));
    Files.write(cache().path().resolve("one.bin"), new byte[1]);
    assertEquals(List.of(cache().path().resolve("test.bin")), get(WHOLE));
    assertEquals(1, Files.size(cache().path().resolve("one.bin")));
    assertEquals(List.of(), get(Map.of()), "nothing is missing, nothing is asked for");
  }

  @Test
  void a_name_that_climbs_out_of_the_folder_stays_in_it() throws IOException {
    Map<String, byte[]> climbing = new TreeMap<>(WHOLE);
    climbing.put("../../two.bin", climbing.remove("cifar/two.bin"));
    get(climbing);
    assertTrue(Files.exists(cache().path().resolve("two.bin")));
    assertFalse(Files.exists(folder.resolve("two.bin")));
  }

  @Test
  void an_archive_without_a_wanted_file() {
    Map<String, byte[]> lacking = new TreeMap<>(WHOLE);
    lacking.remove("cifar/two.bin");
    assertFails("does not hold two.bin", lacking);
  }

  @Test
  void a_file_longer_than_any_of_the_set() {
    Map<String, byte[]> swollen = new TreeMap<>(WHOLE);
    swollen.put("cifar/two.bin", new byte[40]);
    assertFails("cifar/two.bin is 40 bytes long, expected at most 39", swollen);
  }

  @Test
  void a_wrong_sum_leaves_nothing() throws IOException {
    try (FileServer server = new FileServer(tarGz(WHOLE))) {
      CifarFiles files = CifarBytes.files(new PublishedSum.Md5("00"), List.of(server.at("/")));
      DatasetException e = assertThrows(DatasetException.class, () -> get(files));
      assertTrue(String.valueOf(e.getMessage()).contains("wrong checksum, expected 00, found"));
    }
    try (var left = Files.list(cache().path())) {
      assertEquals(0, left.count());
    }
  }

  private void assertFails(String part, Map<String, byte[]> content) {
    DatasetException e = assertThrows(DatasetException.class, () -> get(content));
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }

  private List<Path> get(Map<String, byte[]> content) throws IOException {
    byte[] packed = tarGz(content);
    PublishedSum sum =
        new PublishedSum.Md5(Checksums.md5(Files.write(folder.resolve("x"), packed)));
    try (FileServer server = new FileServer(packed)) {
      return get(CifarBytes.files(sum, List.of(server.at("/"))));
    }
  }

  private List<Path> get(CifarFiles files) {
    Download download = new Download(Duration.ofSeconds(5));
    return Datasets.get(files, cache(), download, Progress.silent());
  }

  private DataFolder cache() {
    return new DataFolder(folder.resolve("cache/cifar"), "");
  }

  private static byte[] tarGz(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (var file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
