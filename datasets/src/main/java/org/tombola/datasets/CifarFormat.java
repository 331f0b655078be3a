package org.tombola.datasets;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// CIFAR's binary version: records of equal length, one after the other, without a header.
///
/// A record is its labels, one byte each, then the picture row-major (C, H, W): all of the red,
/// then all of the green, then all of the blue. Source: Krizhevsky 2009, "Learning multiple layers
/// of features from tiny images", and the description beside the files.
///
/// @param shape of a picture
/// @param classes the number of classes of each label of a record, in order; the last is the one to
///   learn (CIFAR-100 has 20 coarse classes before the 100 fine ones)
record CifarFormat(ImageShape shape, List<Integer> classes) {
  /// The bytes of one record.
  int record() {
    return classes.size() + shape.size();
  }

  /// Reads a file of exactly `count` records into `values[first * size ..]` and `labels[first ..]`.
  ///
  /// @throws DatasetException if the file has another length or a label out of range
  void read(Path file, int count, byte[] values, byte[] labels, int first) {
    requireLength(file, count);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (int i = 0; i < count; i++) {
        labels[first + i] = (byte) readLabels(in, file, i);
        int size = shape.size();
        if (in.readNBytes(values, (first + i) * size, size) < size) {
          throw new EOFException("it ends inside record " + i);
        }
      }
    } catch (IOException e) {
      throw DatasetException.unreadable(file, e);
    }
  }

  /// Throws unless the file holds exactly `count` records: memory is taken only after that.
  ///
  /// @throws DatasetException naming both lengths
  void requireLength(Path file, int count) {
    long expected = (long) count * record();
    long found;
    try {
      found = Files.size(file);
    } catch (NoSuchFileException e) {
      throw new DatasetException(file + " does not exist; check the folder given", e);
    } catch (IOException e) {
      throw DatasetException.unreadable(file, e);
    }
    if (found != expected) {
      throw new DatasetException(
          "%s is %d bytes long, expected %d (%d pictures of %d bytes); fetch the file again"
              .formatted(file, found, expected, count, record()));
    }
  }

  /// The last label of a record, all of them checked.
  private int readLabels(InputStream in, Path file, int index) throws IOException {
    int label = 0;
    for (int bound : classes) {
      label = in.read();
      if (label < 0) {
        throw new EOFException("it ends before record " + index);
      }
      if (label >= bound) {
        throw new DatasetException(
            "%s: the label of picture %d is %d, expected 0 to %d; fetch the file again"
                .formatted(file, index, label, bound - 1));
      }
    }
    return label;
  }
}
