package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final byte[] CONTENT = new byte[200_001];

  static {
    new Random(1).nextBytes(CONTENT);
  }

  @TempDir Path folder;
  private Path target;
  private Path part;
  private String sum;
  private FileServer server;

  @BeforeEach
  void start() throws IOException {
    target = folder.resolve("cache/file.gz");
    part = folder.resolve("cache/file.gz.part");
    Files.createDirectories(target.getParent());
    sum = Checksums.of(Files.write(folder.resolve("original"), CONTENT));
    server = new FileServer(CONTENT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fetches_and_reports_progress() throws IOException {
    List<Long> done = new ArrayList<>();
    new Download(Duration.ofSeconds(5))
        .fetch(
            List.of(server.at("/good")),
            target,
            new PublishedSum.Sha256(sum),
            (file, bytes, total) -> {
              assertEquals("file.gz", file);
              assertEquals(CONTENT.length, total);
              done.add(bytes);
            });
    assertComplete();
    assertEquals(0, done.getFirst());
    assertEquals(CONTENT.length, done.getLast());
    assertTrue(done.size() > 2, "reported only " + done);
  }

  @Test
  void fetches_without_a_promised_length() throws IOException {
    fetch("/chunked");
    assertComplete();
  }

  @Test
  void resumes_what_an_earlier_download_left() throws IOException {
    Files.write(part, Arrays.copyOf(CONTENT, 1000));
    fetch("/good");
    assertComplete();
    assertEquals(List.of("/good bytes=1000-"), server.requests);
  }

  @Test
  void starts_over_where_the_server_ignores_ranges() throws IOException {
    Files.write(part, Arrays.copyOf(CONTENT, 1000));
    fetch("/ignores-range");
    assertComplete();
  }

  @Test
  void starts_over_where_the_server_sends_another_part() throws IOException {
    Files.write(part, Arrays.copyOf(CONTENT, 1000));
    fetch("/wrong-part");
    assertComplete();
  }

  @Test
  void starts_over_when_the_rest_of_a_stale_part_does_not_fit() throws IOException {
    Files.write(part, new byte[1000]);
    fetch("/good");
    assertComplete();
    assertEquals(List.of("/good bytes=1000-", "/good"), server.requests);
  }

  @Test
  void starts_over_when_the_part_is_already_too_long() throws IOException {
    Files.write(part, new byte[CONTENT.length]);
    fetch("/good");
    assertComplete();
  }

  @Test
  void goes_to_the_next_source_after_404() throws IOException {
    fetch("/absent", "/good");
    assertComplete();
  }

  @Test
  void goes_to_the_next_source_after_a_wrong_checksum() throws IOException {
    fetch("/other", "/good");
    assertComplete();
  }

  @Test
  void body_cut_off_is_continued_and_kept_for_the_next_time() throws IOException {
    assertFails("after 175001 bytes", "/half");
    assertEquals(List.of("/half", "/half bytes=100001-", "/half bytes=150001-"), server.requests);
    assertEquals(175_001, Files.size(part));
    assertFalse(Files.exists(target));
    fetch("/good");
    assertComplete();
  }

  @Test
  void wrong_checksum_names_both_sums_and_leaves_nothing() {
    String found = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";
    assertFails("wrong checksum, expected " + sum + ", found " + found, "/other");
    assertFalse(Files.exists(part));
    assertFalse(Files.exists(target));
  }

  @Test
  void status_404_and_500_are_named_with_their_sources() {
    assertFails("/absent: answered 404; ", "/absent", "/error");
    assertFails("/error: answered 500)", "/absent", "/error");
    assertFalse(Files.exists(part));
  }

  @Test
  void a_silent_server_is_given_up() {
    DatasetException e =
        assertThrows(
            DatasetException.class,
            () ->
                new Download(Duration.ofMillis(200))
                    .fetch(
                        List.of(server.at("/stalls")),
                        target,
                        new PublishedSum.Sha256(sum),
                        Progress.silent()));
    assertTrue(String.valueOf(e.getMessage()).contains("silent for 0.2 s"), e.getMessage());
  }

  @Test
  void a_server_that_is_not_there() {
    URI dead = server.at("/good");
    server.close();
    DatasetException e =
        assertThrows(
            DatasetException.class,
            () ->
                new Download(Duration.ofSeconds(5))
                    .fetch(List.of(dead), target, new PublishedSum.Sha256(sum), Progress.silent()));
    assertTrue(String.valueOf(e.getMessage()).contains("Connection refused"), e.getMessage());
  }

  @Test
  void two_at_once_do_not_write_the_same_part() throws IOException {
    try (FileChannel other =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = other.lock()) {
      assertTrue(lock.isValid());
      assertFails("is being downloaded by somebody else", "/good");
    }
  }

  @Test
  void folder_that_cannot_be_made() throws IOException {
    Files.delete(target.getParent());
    Files.write(target.getParent(), new byte[1]);
    assertFails("cannot write", "/good");
  }

  @Test
  void get_fetches_only_what_is_missing_or_differs() throws IOException {
    DataFolder cache = new DataFolder(target.getParent(), "");
    IdxFiles files =
        new IdxFiles(
            new ImageShape(1, 28, 28),
            10,
            new Normalisation(0, 1),
            List.of(new DataFile("good", sum), new DataFile("chunked", sum)),
            List.of(server.at("/")));
    Files.write(cache.path().resolve("good"), CONTENT);
    Files.write(cache.path().resolve("chunked"), new byte[3]);
    Download download = new Download(Duration.ofSeconds(5));
    assertEquals(
        List.of(cache.path().resolve("chunked")),
        Datasets.get(files, cache, download, Progress.silent()));
    assertEquals(List.of("/chunked"), server.requests);
    assertArrayEquals(CONTENT, Files.readAllBytes(cache.path().resolve("chunked")));
  }

  private void fetch(String... paths) {
    new Download(Duration.ofSeconds(5))
        .fetch(
            Arrays.stream(paths).map(server::at).toList(),
            target,
            new PublishedSum.Sha256(sum),
            Progress.silent());
  }

  private void assertComplete() throws IOException {
    assertArrayEquals(CONTENT, Files.readAllBytes(target));
    assertFalse(Files.exists(part));
  }

  private void assertFails(String part, String... paths) {
    DatasetException e = assertThrows(DatasetException.class, () -> fetch(paths));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(part), message);
    assertFalse(message.contains("\n"), message);
  }
}
