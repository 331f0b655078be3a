package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  private static final int RGB = BufferedImage.TYPE_INT_RGB;
  private static final int GREY = BufferedImage.TYPE_BYTE_GRAY;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    write("train/cat/a.png", picture(3, 2, RGB, 0x102030));
    write("train/cat/b.png", picture(3, 2, RGB, 0x405060));
    write("train/dog/a.png", picture(3, 2, RGB, 0x708090));
    write("test/cat/a.png", picture(3, 2, RGB, 0xA0B0C0));
    write("test/dog/a.png", picture(3, 2, RGB, 0xD0E0F0));
  }

  @Test
  void reads_classes_and_pictures_in_the_order_of_their_names() {
    Dataset data = open();
    assertEquals("folder:" + folder, data.name());
    assertEquals(3, data.train().size());
    assertEquals(2, data.test().size());
    assertEquals(2, data.train().classes());
    assertEquals(new ImageShape(3, 2, 3), data.train().shape());
    assertEquals(0, data.train().label(1));
    assertEquals(1, data.train().label(2));
  }

  @Test
  void channels_are_normalised_over_the_training_pictures() {
    Dataset data = open();
    // Red: pictures of 0x10, 0x40, 0x70 everywhere, but for the corner, which is white.
    double[] reds = new double[18];
    for (int i = 0; i < 18; i++) {
      reds[i] = i % 6 == 0 ? 255 : 0x10 + 0x30 * (i / 6);
    }
    double mean = Arrays.stream(reds).average().orElseThrow();
    double variance = Arrays.stream(reds).map(r -> (r - mean) * (r - mean)).average().orElseThrow();
    float[] x = new float[18];
    data.test().copyTo(1, x, 0);
    assertEquals((0xD0 - mean) / Math.sqrt(variance), x[1], 1e-5);
    assertEquals((255 - mean) / Math.sqrt(variance), x[0], 1e-5);
  }

  @Test
  void grey_pictures_keep_their_stored_values() throws IOException {
    Path grey = folder.resolve("grey");
    BufferedImage picture = new BufferedImage(3, 1, GREY);
    picture.getRaster().setSample(0, 0, 0, 100);
    picture.getRaster().setSample(1, 0, 0, 110);
    picture.getRaster().setSample(2, 0, 0, 180);
    for (String name : new String[] {"train/a/1.png", "test/a/1.png"}) {
      Files.createDirectories(grey.resolve(name).getParent());
      ImageIO.write(picture, "png", grey.resolve(name).toFile());
    }
    Dataset data = Datasets.open("folder:" + grey, DataSource.standard());
    assertEquals(new ImageShape(1, 1, 3), data.train().shape());
    float[] x = new float[3];
    data.train().copyTo(0, x, 0);
    // Mean 130; squared deviations 900, 400, 2500.
    double deviation = Math.sqrt(3800 / 3.0);
    assertEquals(-30 / deviation, x[0], 1e-5);
    assertEquals(-20 / deviation, x[1], 1e-5);
    assertEquals(50 / deviation, x[2], 1e-5);
  }

  @Test
  void reads_jpeg() throws IOException {
    Path file = folder.resolve("test/dog/a.png");
    ImageIO.write(picture(3, 2, RGB, 0x808080), "jpg", file.toFile());
    assertEquals(2, open().test().size());
  }

  @Test
  void hidden_files_are_passed_over() throws IOException {
    Files.write(folder.resolve("train/cat/.directory"), new byte[3]);
    Files.createDirectories(folder.resolve("train/.git"));
    assertEquals(3, open().train().size());
  }

  @Test
  void broken_pictures_are_named() throws IOException {
    Path file = folder.resolve("train/dog/a.png");
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {8, 20, 40, whole.length / 2}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertFails(file + " is a broken picture (");
    }
    byte[] damaged = whole.clone();
    for (int i = 45; i < damaged.length - 16; i++) {
      damaged[i] ^= 0x55;
    }
    Files.write(file, damaged);
    assertFails(file + " is a broken picture (");
  }

  @Test
  void other_files_are_named() throws IOException {
    Path file = folder.resolve("train/cat/notes.txt");
    Files.writeString(file, "not a picture");
    assertFails(file + " is neither a PNG nor a JPEG picture; take it out of the folder");
    Files.write(file, new byte[0]);
    assertFails(file + " is neither a PNG nor a JPEG picture");
    ImageIO.write(picture(3, 2, RGB, 0), "gif", file.toFile());
    assertFails(file + " is neither a PNG nor a JPEG picture");
  }

  @Test
  void wrong_sizes_and_colours_are_named() throws IOException {
    write("test/cat/a.png", picture(4, 2, RGB, 0));
    assertFails("test/cat/a.png is 4×2 pixels, the first picture is 3×2; scale all to one size");
    write("test/cat/a.png", picture(3, 2, GREY, 0));
    assertFails("test/cat/a.png is in grey, the first picture in colour; convert all");
  }

  @Test
  void a_header_is_not_trusted_with_memory() throws IOException {
    Path file = folder.resolve("train/cat/a.png");
    byte[] lying = Files.readAllBytes(file);
    // Width and height, from byte 16, become 32,512 each.
    lying[18] = 0x7F;
    lying[22] = 0x7F;
    Files.write(file, lying);
    assertFails("it announces 32515×32514 pixels, more than it can hold");
  }

  @Test
  void empty_and_missing_classes_are_named() throws IOException {
    Files.delete(folder.resolve("test/dog/a.png"));
    assertFails(folder.resolve("test/dog") + " is an empty class; put pictures there or remove it");
    Files.delete(folder.resolve("test/dog"));
    assertFails(folder.resolve("test/dog") + " is not there; every class needs pictures");
    Files.createDirectories(folder.resolve("test/bird"));
    assertFails(folder.resolve("test/bird") + " is a class that");
  }

  @Test
  void folders_that_are_none_are_named() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertFails(empty.resolve("train") + " is not a folder", "folder:" + empty);
    Files.createDirectory(empty.resolve("train"));
    assertFails(empty.resolve("train") + " holds no class", "folder:" + empty);
    assertFails("'folder:' names no folder; write folder:PATH", "folder:");
  }

  @Test
  void nothing_of_ones_own_is_downloaded_or_verified() {
    String name = "folder:" + folder;
    assertThrows(DatasetException.class, () -> Datasets.get(name, folder, Progress.silent()));
    assertThrows(DatasetException.class, () -> Datasets.verify(name, DataSource.standard()));
  }

  private Dataset open() {
    return Datasets.open("folder:" + folder, DataSource.standard());
  }

  private void assertFails(String part) {
    assertFails(part, "folder:" + folder);
  }

  private static void assertFails(String part, String name) {
    DatasetException e =
        assertThrows(DatasetException.class, () -> Datasets.open(name, DataSource.standard()));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(part), message);
    assertFalse(message.contains("\n"), message);
  }

  private void write(String name, BufferedImage picture) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    assertTrue(ImageIO.write(picture, "png", folder.resolve(name).toFile()));
  }

  /// One colour, with a white corner.
  private static BufferedImage picture(int width, int height, int type, int rgb) {
    BufferedImage picture = new BufferedImage(width, height, type);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        picture.setRGB(column, row, row + column == 0 ? 0xFFFFFF : rgb);
      }
    }
    return picture;
  }
}
