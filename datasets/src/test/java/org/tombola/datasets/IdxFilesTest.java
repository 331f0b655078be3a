package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFilesTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    IdxBytes.writeAll(folder);
  }

  @Test
  void reads_four_files() {
    Dataset data = open();
    assertEquals(3, data.train().size());
    assertEquals(2, data.test().size());
    assertEquals(9, data.train().label(2));
    assertEquals(new ImageShape(1, 28, 28), data.train().shape());
  }

  @Test
  void normalises_greys_by_mean_and_deviation() {
    float[] x = new float[784 + 1];
    open().train().copyTo(1, x, 1);
    // Example 1 starts at byte 784, which counts as 784 mod 256 = 16.
    assertEquals((16 / 255.0 - 0.1307) / 0.3081, x[1], 1e-6);
    assertEquals((17 / 255.0 - 0.1307) / 0.3081, x[2], 1e-6);
  }

  @Test
  void reads_plain_files() throws IOException {
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), IdxBytes.labels(4, 5));
    assertEquals(5, open().test().label(1));
  }

  @Test
  void label_out_of_range() throws IOException {
    replace("train-labels-idx1-ubyte.gz", IdxBytes.labels(7, 10, 9));
    assertFails("train-labels-idx1-ubyte.gz: label 1 is 10, expected 0 to 9");
  }

  @Test
  void label_above_127_is_not_taken_for_negative() throws IOException {
    replace("train-labels-idx1-ubyte.gz", IdxBytes.labels(7, 0, 255));
    assertFails("label 2 is 255, expected 0 to 9");
  }

  @Test
  void images_and_labels_of_different_counts() throws IOException {
    replace("t10k-labels-idx1-ubyte.gz", IdxBytes.labels(1, 2, 3));
    assertFails("holds 2 images but " + folder.resolve("t10k-labels-idx1-ubyte.gz") + " 3 labels");
  }

  @Test
  void images_of_the_wrong_size() throws IOException {
    replace("train-images-idx3-ubyte.gz", IdxBytes.images(3, 32));
    assertFails("train-images-idx3-ubyte.gz: its images are 32×32, expected 28×28");
  }

  @Test
  void missing_file_of_a_folder() throws IOException {
    Files.delete(folder.resolve("t10k-images-idx3-ubyte.gz"));
    assertFails("t10k-images-idx3-ubyte.gz is not in " + folder);
  }

  private Dataset open() {
    return Datasets.open("mnist", DataSource.standard().withDirectory(folder));
  }

  private void replace(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), IdxBytes.gzip(content));
  }

  private void assertFails(String part) {
    DatasetException e = assertThrows(DatasetException.class, this::open);
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }
}
