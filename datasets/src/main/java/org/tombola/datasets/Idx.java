package org.tombola.datasets;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// An array of unsigned bytes from an IDX file, plain or gzipped (told apart by content, not name).
///
/// The format, all integers big-endian: two zero bytes, one byte for the element type (8: unsigned
/// byte), one for the rank r, r sizes of 32 bits, then the elements row-major. Source: "The MNIST
/// database of handwritten digits", LeCun, Cortes and Burges.
///
/// A header is never trusted: memory is taken only for bytes that the file was seen to hold.
final class Idx {
  private static final int UNSIGNED_BYTE = 8;
  private static final int GZIP_MAGIC = 0x1F8B;
  private static final int FIRST_CHUNK = 1 << 16;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 64;

  private final Path file;
  private final int[] dims;
  private final byte[] elements;

  private Idx(Path file, int[] dims, byte[] elements) {
    this.file = file;
    this.dims = dims;
    this.elements = elements;
  }

  /// @param rank what the reader expects: 3 for images (N, H, W), 1 for labels (N)
  /// @throws DatasetException if the file is missing, unreadable, or anything but a whole IDX array
  ///   of unsigned bytes of that rank
  static Idx read(Path file, int rank) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      raw.mark(2);
      boolean zipped = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
      raw.reset();
      if (!zipped) {
        return parse(file, raw, rank, Files.size(file));
      }
      try (InputStream unzipped = new BufferedInputStream(new GZIPInputStream(raw))) {
        return parse(file, unzipped, rank, Long.MAX_VALUE);
      }
    } catch (NoSuchFileException e) {
      throw new DatasetException(file + " does not exist; check the folder given", e);
    } catch (ZipException | EOFException e) {
      throw wrong(file, "its gzip data is damaged or cut off (" + e.getMessage() + ")", e);
    } catch (IOException e) {
      throw DatasetException.unreadable(file, e);
    }
  }

  Path file() {
    return file;
  }

  int dim(int axis) {
    return dims[axis];
  }

  /// The elements, row-major; not a copy.
  byte[] elements() {
    return elements;
  }

  /// @param length of the whole content if known beforehand, else the largest long
  private static Idx parse(Path file, InputStream in, int rank, long length) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (magic.length < 4) {
      throw wrong(file, "it ends inside its header, after " + magic.length + " bytes");
    }
    if (magic[0] != 0 || magic[1] != 0) {
      throw wrong(
          file, "it is no IDX file: it starts with " + hex(magic) + ", expected " + expected(rank));
    }
    if (magic[2] != UNSIGNED_BYTE) {
      throw wrong(
          file, "its elements are of type 0x%02x, expected 0x08 (bytes)".formatted(magic[2]));
    }
    if (magic[3] != rank) {
      throw wrong(file, "its array is of rank %d, expected %d".formatted(magic[3] & 0xFF, rank));
    }
    byte[] sizes = in.readNBytes(4 * rank);
    if (sizes.length < 4 * rank) {
      throw wrong(file, "it ends inside its header, after " + (4 + sizes.length) + " bytes");
    }
    long[] dims = new long[rank];
    long promised = 1;
    for (int axis = 0; axis < rank; axis++) {
      dims[axis] = Integer.toUnsignedLong(ByteBuffer.wrap(sizes).getInt(4 * axis));
      if (dims[axis] == 0) {
        throw wrong(file, "its header says " + text(dims) + ": axis " + axis + " is empty");
      }
      promised = promised > LARGEST_ARRAY ? promised : promised * dims[axis];
    }
    long held = length == Long.MAX_VALUE ? length : length - 4 - 4L * rank;
    if (promised > held) {
      throw wrong(file, "its header promises %s bytes, it holds %d".formatted(text(dims), held));
    }
    if (promised > LARGEST_ARRAY) {
      throw wrong(file, "its header promises %s bytes, too many".formatted(text(dims)));
    }
    byte[] elements = readGrowing(in, (int) promised);
    if (elements.length < promised) {
      throw wrong(
          file, "its header promises %s bytes, it holds %d".formatted(text(dims), elements.length));
    }
    if (in.read() >= 0) {
      throw wrong(file, "bytes follow the %s its header promises".formatted(text(dims)));
    }
    return new Idx(file, Arrays.stream(dims).mapToInt(Math::toIntExact).toArray(), elements);
  }

  /// Up to `wanted` bytes, in an array at most twice what was already read.
  private static byte[] readGrowing(InputStream in, int wanted) throws IOException {
    byte[] bytes = new byte[Math.min(wanted, FIRST_CHUNK)];
    int filled = 0;
    while (true) {
      int n = in.readNBytes(bytes, filled, bytes.length - filled);
      filled += n;
      if (filled == wanted) {
        return bytes;
      }
      if (filled < bytes.length) {
        return Arrays.copyOf(bytes, filled);
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, 2L * filled));
    }
  }

  private static String expected(int rank) {
    return "0000080" + rank;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String text(long[] dims) {
    StringBuilder text = new StringBuilder();
    for (long dim : dims) {
      text.append(text.isEmpty() ? "" : "×").append(dim);
    }
    return text.toString();
  }

  private static DatasetException wrong(Path file, String what) {
    return new DatasetException(file + ": " + what + "; fetch the file again");
  }

  private static DatasetException wrong(Path file, String what, Throwable cause) {
    return new DatasetException(file + ": " + what + "; fetch the file again", cause);
  }
}
