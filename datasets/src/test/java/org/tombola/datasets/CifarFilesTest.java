package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarFilesTest {
  private static final CifarFiles FILES = CifarBytes.files(new PublishedSum.Md5(""), List.of());

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    CifarBytes.writeAll(folder);
  }

  @Test
  void reads_the_training_files_in_order_and_the_test_file() {
    Dataset data = open();
    assertEquals(6, data.train().size());
    assertEquals(2, data.test().size());
    assertEquals(10, data.train().classes());
    assertEquals(5, data.train().label(4));
    assertEquals(6, data.test().label(1));
  }

  @Test
  void every_channel_has_its_own_normalisation() {
    float[] x = new float[12];
    open().train().copyTo(4, x, 0);
    // Record 1 of the second file: red 12 to 15, green 16 to 19, blue 20 to 23.
    assertEquals((12 / 255.0 - 0.5) / 0.25, x[0], 1e-6);
    assertEquals(16 / 255.0, x[4], 1e-6);
    assertEquals((23 / 255.0 - 1) / 0.5, x[11], 1e-6);
  }

  @Test
  void the_last_label_of_a_record_is_the_class() throws IOException {
    byte[] record = new byte[CifarBytes.COARSE_AND_FINE.record()];
    record[0] = 1;
    record[1] = 4;
    byte[] labels = new byte[1];
    Path file = Files.write(folder.resolve("fine"), record);
    CifarBytes.COARSE_AND_FINE.read(file, 1, new byte[12], labels, 0);
    assertEquals(4, labels[0]);
  }

  @Test
  void a_coarse_label_out_of_range_is_found_too() throws IOException {
    byte[] record = new byte[CifarBytes.COARSE_AND_FINE.record()];
    record[0] = 2;
    Path file = Files.write(folder.resolve("fine"), record);
    assertFails(
        "the label of picture 0 is 2, expected 0 to 1",
        () -> CifarBytes.COARSE_AND_FINE.read(file, 1, new byte[12], new byte[1], 0));
  }

  @Test
  void a_file_cut_off_or_too_long_names_both_lengths() throws IOException {
    Files.write(folder.resolve("two.bin"), CifarBytes.records(1, 5));
    assertFails("two.bin is 26 bytes long, expected 39 (3 pictures of 13 bytes)");
    Files.write(folder.resolve("two.bin"), new byte[40]);
    assertFails("two.bin is 40 bytes long, expected 39");
    Files.write(folder.resolve("two.bin"), new byte[0]);
    assertFails("two.bin is 0 bytes long, expected 39");
  }

  @Test
  void a_label_out_of_range_names_the_picture() throws IOException {
    Files.write(folder.resolve("one.bin"), CifarBytes.records(3, 1, 10));
    assertFails("one.bin: the label of picture 2 is 10, expected 0 to 9");
    Files.write(folder.resolve("one.bin"), CifarBytes.records(3, 255, 1));
    assertFails("one.bin: the label of picture 1 is 255, expected 0 to 9");
  }

  @Test
  void a_missing_file_is_named() throws IOException {
    Files.delete(folder.resolve("two.bin"));
    assertFails("two.bin is not in " + folder);
  }

  @Test
  void the_publishers_folder_is_found_inside_the_users() throws IOException {
    CifarBytes.writeAll(folder.resolve("mine/cifar"));
    Path mine = folder.resolve("mine");
    assertEquals(
        mine.resolve("cifar"),
        DataFolder.ofUser(mine, List.of("name", "cifar"), FILES.files()).path());
    CifarBytes.writeAll(mine.resolve("name"));
    assertEquals(
        mine.resolve("name"),
        DataFolder.ofUser(mine, List.of("name", "cifar"), FILES.files()).path());
    assertEquals(folder, DataFolder.ofUser(folder, List.of("name"), FILES.files()).path());
  }

  @Test
  void a_folder_without_the_files_says_where_they_were_looked_for() {
    Path empty = folder.resolve("empty");
    assertTrue(empty.toFile().mkdir());
    assertFails(
        "data_batch_1.bin is not in %s; nor is it in %s or %s; check --data-dir"
            .formatted(empty, empty.resolve("cifar-10"), empty.resolve("cifar-10-batches-bin")),
        () -> Datasets.open("cifar-10", DataSource.standard().withDirectory(empty)));
  }

  private Dataset open() {
    return FILES.read("cifar", new DataFolder(folder, "check it"));
  }

  private void assertFails(String part) {
    assertFails(part, this::open);
  }

  private static void assertFails(String part, Runnable reading) {
    String message =
        String.valueOf(assertThrows(DatasetException.class, reading::run).getMessage());
    assertTrue(message.contains(part), message);
    assertFalse(message.contains("\n"), message);
  }
}
