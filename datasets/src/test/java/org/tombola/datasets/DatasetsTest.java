package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.datasets.FileCheck.State;
import org.tombola.engine.UnknownName;

class DatasetsTest {
  @TempDir Path folder;

  @Test
  void unknown_name_names_the_nearest_and_all() {
    var e = assertThrows(UnknownName.class, () -> Datasets.open("mnits", DataSource.standard()));
    assertEquals(
        "no dataset is called 'mnits'; did you mean 'mnist'? There are: digits, shapes,"
            + " mnist, fashion-mnist, cifar-10, cifar-100, xor, xord",
        e.getMessage());
    assertThrows(UnknownName.class, () -> Datasets.check("imagenet"));
  }

  @Test
  void looks_in_the_named_subfolder_first_then_in_the_folder() throws IOException {
    DataSource own = DataSource.standard().withDirectory(folder);
    IdxBytes.writeAll(folder);
    assertEquals(7, Datasets.open("mnist", own).train().label(0));
    IdxBytes.writeAll(folder.resolve("mnist"));
    Files.write(
        folder.resolve("mnist/train-labels-idx1-ubyte.gz"),
        IdxBytes.gzip(IdxBytes.labels(5, 5, 5)));
    assertEquals(5, Datasets.open("mnist", own).train().label(0));
  }

  @Test
  void never_mixes_the_files_of_two_folders() throws IOException {
    IdxBytes.writeAll(folder);
    IdxBytes.writeAll(folder.resolve("mnist"));
    Files.delete(folder.resolve("mnist/t10k-labels-idx1-ubyte.gz"));
    assertFails(
        "mnist",
        DataSource.standard().withDirectory(folder),
        "t10k-labels-idx1-ubyte.gz is not in " + folder.resolve("mnist"));
  }

  @Test
  void data_folder_that_does_not_exist() {
    assertFails(
        "mnist",
        DataSource.standard().withDirectory(folder.resolve("absent")),
        "absent is not a folder; check --data-dir");
  }

  @Test
  void other_checksum_is_a_warning_for_the_users_own_files() throws IOException {
    IdxBytes.writeAll(folder);
    List<String> warnings = new ArrayList<>();
    Datasets.open("mnist", DataSource.standard().withDirectory(folder).withWarnings(warnings::add));
    assertEquals(4, warnings.size());
    assertTrue(warnings.getFirst().contains("train-images-idx3-ubyte.gz"), warnings.getFirst());
    assertTrue(warnings.getFirst().contains("expected 440fcabf"), warnings.getFirst());
  }

  @Test
  void other_checksum_is_an_error_in_the_cache() throws IOException {
    IdxBytes.writeAll(folder.resolve("mnist"));
    assertFails(
        "mnist",
        DataSource.standard().withCache(folder),
        "train-images-idx3-ubyte.gz: wrong checksum, expected 440fcabf");
  }

  @Test
  void absent_from_the_cache_says_how_to_get_it() {
    assertFails(
        "fashion-mnist", DataSource.standard().withCache(folder), "`data get fashion-mnist`");
  }

  @Test
  void verify_tells_correct_different_uncompressed_and_missing_apart() throws IOException {
    byte[] content = {1, 2, 3};
    Path file = Files.write(folder.resolve("a.gz"), content);
    String sum = Checksums.of(file);
    DataFolder here = new DataFolder(folder, "");
    assertEquals(State.CORRECT, here.check(new DataFile("a.gz", sum)).state());
    FileCheck differs = here.check(new DataFile("a.gz", "00"));
    assertEquals(new FileCheck(file, State.DIFFERS, "00", sum), differs);
    Files.write(folder.resolve("b"), content);
    assertEquals(State.UNCOMPRESSED, here.check(new DataFile("b.gz", sum)).state());
    assertEquals(State.MISSING, here.check(new DataFile("c.gz", sum)).state());
  }

  @Test
  void verify_lists_every_file_and_none_for_an_embedded_set() throws IOException {
    IdxBytes.writeAll(folder);
    DataSource own = DataSource.standard().withDirectory(folder);
    assertEquals(
        List.of(State.DIFFERS, State.DIFFERS, State.DIFFERS, State.DIFFERS),
        Datasets.verify("mnist", own).stream().map(FileCheck::state).toList());
    assertEquals(List.of(), Datasets.verify("digits", own));
  }

  @Test
  void list_says_what_is_embedded_and_where_files_would_be() {
    List<Listing> all = Datasets.list(DataSource.standard().withCache(folder));
    assertEquals(
        List.of(
            "digits", "shapes", "mnist", "fashion-mnist", "cifar-10", "cifar-100", "xor", "xord"),
        all.stream().map(Listing::name).toList());
    assertTrue(all.get(0).embedded() && all.get(0).present());
    assertFalse(all.get(2).embedded() || all.get(2).present());
    assertEquals(Optional.of(folder.resolve("mnist")), all.get(2).folder());
  }

  @Test
  void embedded_sets_need_no_download() {
    assertEquals(List.of(), Datasets.get("xor", folder, Progress.silent()));
  }

  @Test
  void digits_are_drawn_once() {
    Dataset digits = Datasets.open("digits", DataSource.standard());
    assertEquals(60_000, digits.train().size());
    assertEquals(10_000, digits.test().size());
    assertSame(digits, Datasets.open("digits", DataSource.standard()));
  }

  private static void assertFails(String name, DataSource where, String part) {
    DatasetException e = assertThrows(DatasetException.class, () -> Datasets.open(name, where));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(part), message);
    assertFalse(message.contains("\n"), message);
  }
}
