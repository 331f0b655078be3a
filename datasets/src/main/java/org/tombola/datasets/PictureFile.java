package org.tombola.datasets;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/// One picture file, PNG or JPEG, told by its content.
///
/// The header is read first: a file that announces another size than the data set's, or more pixels
/// than its bytes can hold, is refused before anything of that size is allocated.
final class PictureFile {
  private static final Set<String> FORMATS = Set.of("png", "JPEG");

  /// The most pixels a byte can stand for: DEFLATE's 1,032 bytes of eight one-bit pixels each.
  private static final long DENSEST = 8 * 1032;

  private PictureFile() {}

  /// The shape the file announces: one channel if it is grey, else three.
  ///
  /// @throws DatasetException if it is no picture, or cannot hold as much as it announces
  static ImageShape shape(Path file) {
    return withReader(file, reader -> announced(file, reader));
  }

  /// @throws DatasetException if the file announces another shape
  static void requireShape(Path file, ImageShape expected) {
    ImageShape found = shape(file);
    requireSize(file, found, expected);
    if (found.channels() != expected.channels()) {
      throw new DatasetException(
          "%s is in %s, the first picture in %s; convert all to one of them"
              .formatted(file, colours(found), colours(expected)));
    }
  }

  private static void requireSize(Path file, ImageShape found, ImageShape expected) {
    if (found.height() != expected.height() || found.width() != expected.width()) {
      throw new DatasetException(
          "%s is %d×%d pixels, the first picture is %d×%d; scale all to one size"
              .formatted(file, found.width(), found.height(), expected.width(), expected.height()));
    }
  }

  /// The numbers that a PNG stores, row-major: grey values, or indices into its palette.
  ///
  /// @throws DatasetException if the file is broken, of another size, or has colours of its own in
  ///   every pixel
  static int[] numbers(Path file, ImageShape expected) {
    requireSize(file, shape(file), expected);
    Raster stored =
        withReader(
            file,
            reader -> {
              if (!reader.getFormatName().equals("png")) {
                throw new DatasetException(
                    file + " is a JPEG, which changes the numbers it holds; save it as a PNG");
              }
              return reader.read(0).getRaster();
            });
    if (stored.getNumBands() > 2) {
      throw new DatasetException(
          file + " is in full colour; save the numbers as a grey PNG or one with a palette");
    }
    return stored.getSamples(0, 0, expected.width(), expected.height(), 0, (int[]) null);
  }

  /// Writes the picture's bytes, (C, H, W), to `into[offset ..]`. Transparency is dropped.
  ///
  /// @throws DatasetException if the file is broken or has another shape
  static void read(Path file, ImageShape shape, byte[] into, int offset) {
    requireShape(file, shape);
    BufferedImage picture = withReader(file, reader -> reader.read(0));
    int plane = shape.height() * shape.width();
    for (int row = 0, at = offset; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column++, at++) {
        if (shape.channels() == 1) {
          into[at] = (byte) grey(picture, column, row);
        } else {
          int rgb = picture.getRGB(column, row);
          into[at] = (byte) (rgb >> 16);
          into[at + plane] = (byte) (rgb >> 8);
          into[at + 2 * plane] = (byte) rgb;
        }
      }
    }
  }

  /// The stored value: `getRGB` would take a grey picture's for linear light and change it.
  private static int grey(BufferedImage picture, int column, int row) {
    int excess = picture.getSampleModel().getSampleSize(0) - 8;
    return picture.getRaster().getSample(column, row, 0) >> Math.max(0, excess);
  }

  private static ImageShape announced(Path file, ImageReader reader) throws IOException {
    int height = reader.getHeight(0);
    int width = reader.getWidth(0);
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (!types.hasNext()) {
      throw new IIOException("its colours are of no known kind");
    }
    int kind = types.next().getColorModel().getColorSpace().getType();
    int channels = kind == ColorSpace.TYPE_GRAY ? 1 : 3;
    if ((double) height * width > (double) DENSEST * Files.size(file)) {
      throw new IIOException(
          "it announces %d×%d pixels, more than it can hold".formatted(width, height));
    }
    return new ImageShape(channels, height, width);
  }

  private static String colours(ImageShape shape) {
    return shape.channels() == 1 ? "grey" : "colour";
  }

  private interface Use<T> {
    T of(ImageReader reader) throws IOException;
  }

  private static <T> T withReader(Path file, Use<T> use) {
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      ImageReader reader = reader(file, in);
      try {
        reader.setInput(in, true, true);
        return use.of(reader);
      } finally {
        reader.dispose();
      }
    } catch (DatasetException e) {
      throw e;
    } catch (IIOException | RuntimeException e) {
      // The decoders meet broken files with exceptions of all sorts.
      throw broken(file, e);
    } catch (IOException e) {
      throw Files.isReadable(file) ? broken(file, e) : DatasetException.unreadable(file, e);
    }
  }

  private static ImageReader reader(Path file, ImageInputStream in) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(reader.getFormatName())) {
        return reader;
      }
    }
    throw new DatasetException(
        file + " is neither a PNG nor a JPEG picture; take it out of the folder");
  }

  private static DatasetException broken(Path file, Exception cause) {
    String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    return new DatasetException(
        "%s is a broken picture (%s); replace it or take it out".formatted(file, why), cause);
  }
}
