package org.tombola.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.tombola.datasets.Normalisation.Channels;

/// Pictures and their classes, as bytes: (N, C, H, W) and (N).
final class LabelledBytes {
  private final byte[] values;
  private final byte[] labels;

  private LabelledBytes(byte[] values, byte[] labels) {
    this.values = values;
    this.labels = labels;
  }

  /// Reads picture files of one shape: every header first, so that memory is taken only for
  /// pictures that are there.
  ///
  /// @throws DatasetException if a file is broken or of another size, or all are too many
  static LabelledBytes read(List<Path> files, List<Integer> labels, ImageShape shape) {
    files.forEach(file -> PictureFile.requireShape(file, shape));
    long size = (long) files.size() * shape.size();
    if (size > Integer.MAX_VALUE - 64) {
      throw new DatasetException(
          "%d pictures of %s take %d bytes, too many; leave some out"
              .formatted(files.size(), shape, size));
    }
    byte[] values = new byte[(int) size];
    byte[] classes = new byte[files.size()];
    IntStream.range(0, files.size())
        .forEach(
            i -> {
              PictureFile.read(files.get(i), shape, values, i * shape.size());
              classes[i] = labels.get(i).byteValue();
            });
    return new LabelledBytes(values, classes);
  }

  byte[] values() {
    return values;
  }

  byte[] labels() {
    return labels;
  }

  /// Mean and deviation of every channel; a channel of one value gets the deviation 1.
  Channels normalisation(ImageShape shape) {
    int plane = shape.height() * shape.width();
    Normalisation[] channels = new Normalisation[shape.channels()];
    for (int channel = 0; channel < channels.length; channel++) {
      long sum = 0;
      long squares = 0;
      for (int start = channel * plane; start < values.length; start += shape.size()) {
        for (int i = start; i < start + plane; i++) {
          int value = values[i] & 0xFF;
          sum += value;
          squares += (long) value * value;
        }
      }
      double count = (double) labels.length * plane;
      double mean = sum / count;
      double variance = Math.max(0, squares / count - mean * mean);
      double deviation = variance == 0 ? 1 : Math.sqrt(variance) / 255;
      channels[channel] = new Normalisation(mean / 255, deviation);
    }
    return Channels.of(channels);
  }
}
