package org.tombola.datasets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever bytes a picture file holds, reading it gives a picture or a [DatasetException], and
/// takes no memory for pixels that it cannot hold.
@Tag("fuzz")
class PictureFuzzTest {
  @TempDir static Path folder;

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void any_bytes_are_a_picture_or_a_dataset_exception(byte[] content) throws IOException {
    // A byte may stand for eight pixels unpacked: four bytes each decoded, three as values.
    FuzzedFile file =
        new FuzzedFile(folder.resolve("picture"), 8 * (4 + 3) * FuzzedFile.DEFLATE_LIMIT);
    file.read(
        content, path -> LabelledBytes.read(List.of(path), List.of(0), PictureFile.shape(path)));
  }

  static Stream<byte[]> seeds() throws IOException {
    return Stream.of(
        picture("png", BufferedImage.TYPE_INT_RGB),
        picture("png", BufferedImage.TYPE_BYTE_GRAY),
        picture("png", BufferedImage.TYPE_BYTE_INDEXED),
        picture("jpg", BufferedImage.TYPE_INT_RGB),
        picture("jpg", BufferedImage.TYPE_BYTE_GRAY),
        picture("gif", BufferedImage.TYPE_INT_RGB));
  }

  private static byte[] picture(String format, int type) throws IOException {
    BufferedImage picture = new BufferedImage(5, 4, type);
    for (int pixel = 0; pixel < 20; pixel++) {
      picture.setRGB(pixel % 5, pixel / 5, pixel * 0x0B0907);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, format, bytes);
    return bytes.toByteArray();
  }
}
