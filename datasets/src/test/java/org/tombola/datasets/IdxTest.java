package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
  private static final int BYTES = 8;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reads_sizes_and_elements_plain_and_gzipped(boolean zipped) throws IOException {
    byte[] content = IdxBytes.images(300, 28);
    Idx idx = Idx.read(file(zipped ? IdxBytes.gzip(content) : content), 3);
    assertEquals(300, idx.dim(0));
    assertEquals(28, idx.dim(1));
    assertEquals(28, idx.dim(2));
    assertArrayEquals(Arrays.copyOfRange(content, 16, content.length), idx.elements());
  }

  @Test
  void missing_file() {
    assertMessage(folder.resolve("absent"), 1, "absent does not exist");
  }

  @Test
  void folder_instead_of_file() {
    assertMessage(folder, 1, "cannot be read");
  }

  @Test
  void empty_file() throws IOException {
    assertMessage(file(new byte[0]), 1, "ends inside its header, after 0 bytes");
  }

  @Test
  void header_cut_off() throws IOException {
    assertMessage(
        file(Arrays.copyOf(IdxBytes.header(BYTES, 3, 28, 28), 10)),
        3,
        "ends inside its header, after 10 bytes");
  }

  @Test
  void wrong_magic() throws IOException {
    assertMessage(
        file(new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3, 4}),
        3,
        "it starts with 89504e47, expected 00000803");
  }

  @Test
  void wrong_element_type() throws IOException {
    assertMessage(
        file(IdxBytes.join(IdxBytes.header(0x0D, 1), new byte[4])), 1, "type 0x0d, expected 0x08");
  }

  @Test
  void labels_where_images_are_expected() throws IOException {
    assertMessage(file(IdxBytes.labels(1, 2)), 3, "is of rank 1, expected 3");
  }

  @Test
  void axis_of_size_zero() throws IOException {
    assertMessage(file(IdxBytes.header(BYTES, 0)), 1, "axis 0 is empty");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void elements_cut_off(boolean zipped) throws IOException {
    byte[] content = IdxBytes.images(3, 28);
    byte[] cut = Arrays.copyOf(content, content.length - 1);
    assertMessage(
        file(zipped ? IdxBytes.gzip(cut) : cut),
        3,
        "promises 3×28×28 bytes, it holds " + (3 * 28 * 28 - 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void trailing_bytes(boolean zipped) throws IOException {
    byte[] more = IdxBytes.join(IdxBytes.labels(1, 2), new byte[1]);
    assertMessage(
        file(zipped ? IdxBytes.gzip(more) : more), 1, "bytes follow the 2 its header promises");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void header_promising_gigabytes_takes_no_memory(boolean zipped) throws IOException {
    byte[] content = IdxBytes.join(IdxBytes.header(BYTES, 1_000_000, 28, 28), new byte[100]);
    Path file = file(zipped ? IdxBytes.gzip(content) : content);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertMessage(file, 3, "promises 1000000×28×28 bytes, it holds 100");
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(taken < 10_000_000, "took " + taken + " bytes");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void header_whose_product_overflows(boolean zipped) throws IOException {
    byte[] content = IdxBytes.join(IdxBytes.header(BYTES, -1, -1, -1), new byte[100]);
    assertMessage(
        file(zipped ? IdxBytes.gzip(content) : content),
        3,
        "promises 4294967295×4294967295×4294967295 bytes");
  }

  @Test
  void gzip_cut_off() throws IOException {
    byte[] zipped = IdxBytes.gzip(IdxBytes.images(3, 28));
    assertMessage(file(Arrays.copyOf(zipped, zipped.length / 2)), 3, "gzip data is damaged");
  }

  @Test
  void gzip_header_cut_off() throws IOException {
    assertMessage(file(new byte[] {0x1F, (byte) 0x8B, 8}), 3, "gzip data is damaged");
  }

  @Test
  void gzip_with_a_flipped_byte() throws IOException {
    byte[] zipped = IdxBytes.gzip(IdxBytes.images(3, 28));
    zipped[zipped.length - 6] ^= 1; // the checksum gzip keeps of the content
    assertMessage(file(zipped), 3, "gzip data is damaged");
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("data"), content);
  }

  private static void assertMessage(Path file, int rank, String part) {
    DatasetException e = assertThrows(DatasetException.class, () -> Idx.read(file, rank));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(part), message);
    assertTrue(message.startsWith(file.toString()), message);
    assertFalse(message.contains("\n"), message);
  }
}
