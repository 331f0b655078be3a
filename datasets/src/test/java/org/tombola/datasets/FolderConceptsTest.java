package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.datasets.Concepts.Category;

class FolderConceptsTest {
  @TempDir Path folder;

  /// Four test pictures of 3×2; the annotations of two are of parts, of one of colours.
  @BeforeEach
  void write() throws IOException {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    for (String name : List.of("train/cat/a", "train/dog/a", "test/cat/a", "test/cat/b")) {
      write(name + ".png", "png", picture);
    }
    write("test/dog/a.jpg", "jpg", picture);
    write("test/dog/b.png", "png", picture);
    Files.createDirectories(folder.resolve("concepts/part"));
    Files.createDirectories(folder.resolve("concepts/colour"));
    Files.writeString(folder.resolve("concepts/part/concepts.txt"), "head\n leg \n");
    Files.writeString(folder.resolve("concepts/colour/concepts.txt"), "red");
    write("concepts/part/cat/b.png", "png", grey(0, 0, 1, 1, 2, 2));
    write("concepts/part/dog/a.png", "png", palette(2, 2, 2, 0, 0, 0));
    write("concepts/colour/cat/a.png", "png", palette(1, 0, 1, 0, 1, 0));
  }

  @Test
  void grey_values_and_palette_indices_are_the_numbers_of_concepts() {
    Concepts concepts = concepts();
    assertEquals(
        List.of(
            new Category("colour", List.of("red")), new Category("part", List.of("head", "leg"))),
        concepts.categories());
    assertArrayEquals(new byte[] {0, 0, 1, 1, 2, 2}, shown(concepts, 1, 1));
    assertArrayEquals(new byte[] {2, 2, 2, 0, 0, 0}, shown(concepts, 2, 1));
    assertArrayEquals(new byte[] {1, 0, 1, 0, 1, 0}, shown(concepts, 0, 0));
    for (int picture : new int[] {0, 3}) {
      assertArrayEquals(new byte[6], shown(concepts, picture, 1), "nobody told");
    }
    assertThrows(IndexOutOfBoundsException.class, () -> shown(concepts, 4, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> shown(concepts, 0, 2));
  }

  @Test
  void they_follow_the_test_pictures() {
    Concepts first = Splits.first(open().test(), 2).concepts().orElseThrow();
    assertArrayEquals(new byte[] {0, 0, 1, 1, 2, 2}, shown(first, 1, 1));
    assertEquals(Optional.empty(), open().train().concepts());
  }

  @Test
  void a_folder_need_not_have_them() throws IOException {
    try (var files = Files.walk(folder.resolve("concepts"))) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
    assertEquals(Optional.empty(), open().test().concepts());
    Files.createDirectory(folder.resolve("concepts"));
    assertFails("concepts holds no category");
  }

  @Test
  void names_of_concepts_are_checked() throws IOException {
    Path names = folder.resolve("concepts/part/concepts.txt");
    for (String wrong : List.of("", "head\n\nleg", "head\nhead", "x\n".repeat(256))) {
      Files.writeString(names, wrong);
      assertFails(names + " must hold 1 to 255 names");
    }
    Files.delete(names);
    assertFails(names + " is not there");
    Files.createDirectory(folder.resolve("concepts/A part"));
    assertFails("A part is no name for a category");
  }

  @Test
  void a_number_without_a_concept_is_named() throws IOException {
    write("concepts/part/cat/b.png", "png", grey(0, 0, 0, 0, 0, 3));
    assertFails(
        "b.png has the number 3 in column 3 of row 2, and concepts.txt names 2 concepts of part");
    write("concepts/part/cat/b.png", "png", grey(0, 0, 0, 0, 0, 200));
    assertFails("b.png has the number 200");
  }

  @Test
  void annotations_of_nothing_are_named() throws IOException {
    write("concepts/part/cat/c.png", "png", grey(0, 0, 0, 0, 0, 0));
    assertFails("c.png is about no picture; there is none called test/" + Path.of("cat", "c"));
    Files.delete(folder.resolve("concepts/part/cat/c.png"));
    Files.delete(folder.resolve("concepts/part/cat/b.png"));
    Files.delete(folder.resolve("concepts/part/dog/a.png"));
    assertFails("part tells nothing");
  }

  @Test
  void pictures_that_hold_no_numbers_are_named() throws IOException {
    write("concepts/part/cat/b.png", "png", new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB));
    assertFails("b.png is in full colour; save the numbers as a grey PNG");
    write("concepts/part/cat/b.png", "jpg", grey(0, 0, 0, 0, 0, 0));
    assertFails("b.png is a JPEG, which changes the numbers it holds");
    write("concepts/part/cat/b.png", "png", new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY));
    assertFails("b.png is 2×2 pixels, the first picture is 3×2");
    Files.writeString(folder.resolve("concepts/part/cat/b.png"), "no picture");
    assertFails("b.png is neither a PNG nor a JPEG picture");
  }

  private static byte[] shown(Concepts concepts, int picture, int category) {
    byte[] into = {9, 9, 9, 9, 9, 9, 9};
    concepts.copyTo(picture, category, into, 1);
    assertEquals(9, into[0]);
    return Arrays.copyOfRange(into, 1, 7);
  }

  private Dataset open() {
    return Datasets.open("folder:" + folder, DataSource.standard());
  }

  private Concepts concepts() {
    return open().test().concepts().orElseThrow();
  }

  private void assertFails(String part) {
    DatasetException e = assertThrows(DatasetException.class, this::open);
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(part), message);
    assertFalse(message.contains("\n"), message);
  }

  private void write(String name, String format, BufferedImage picture) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    assertTrue(ImageIO.write(picture, format, folder.resolve(name).toFile()));
  }

  private static BufferedImage grey(int... numbers) {
    return filled(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY), numbers);
  }

  /// Of two bits a pixel, in colours that say nothing.
  private static BufferedImage palette(int... numbers) {
    byte[] colours = {50, 50, (byte) 200, 7};
    var model = new IndexColorModel(2, 4, colours, colours, new byte[4]);
    return filled(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_BINARY, model), numbers);
  }

  private static BufferedImage filled(BufferedImage picture, int... numbers) {
    for (int i = 0; i < numbers.length; i++) {
      picture.getRaster().setSample(i % 3, i / 3, 0, numbers[i]);
    }
    return picture;
  }
}
