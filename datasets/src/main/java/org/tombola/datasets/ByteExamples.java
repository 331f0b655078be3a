package org.tombola.datasets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Examples held as one byte a value, turned into floats when read: 60,000 grey pictures of 28×28
/// take 47 MB instead of 188.
final class ByteExamples implements Examples {
  private final ImageShape shape;
  private final int classes;
  private final byte[] values; // (N, C, H, W), unsigned
  private final byte[] labels; // (N), unsigned
  private final float[][] meaning; // (C, 256): the float of each byte
  private final @Nullable Concepts concepts;

  /// @param meaning a table of 256 floats for each channel, the meanings of its bytes
  ByteExamples(ImageShape shape, int classes, byte[] values, byte[] labels, float[]... meaning) {
    this(shape, classes, values, labels, meaning.clone(), null);
  }

  private ByteExamples(
      ImageShape shape,
      int classes,
      byte[] values,
      byte[] labels,
      float[][] meaning,
      @Nullable Concepts concepts) {
    if (values.length != (long) labels.length * shape.size()
        || meaning.length != shape.channels()) {
      throw new IllegalArgumentException(
          "%d values, %d labels, shape %s, %d tables"
              .formatted(values.length, labels.length, shape, meaning.length));
    }
    this.shape = shape;
    this.classes = classes;
    this.values = values;
    this.labels = labels;
    this.meaning = meaning;
    this.concepts = concepts;
  }

  /// These examples, of which it is known what their pixels show.
  ByteExamples knowing(Concepts shown) {
    return new ByteExamples(shape, classes, values, labels, meaning, shown);
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public int label(int index) {
    return labels[index] & 0xFF;
  }

  @Override
  public void copyTo(int index, float[] into, int offset) {
    Objects.checkIndex(index, labels.length);
    int size = shape.size();
    Objects.checkFromIndexSize(offset, size, into.length);
    int plane = shape.height() * shape.width();
    int from = index * size;
    for (int channel = 0, i = 0; channel < shape.channels(); channel++) {
      float[] table = meaning[channel];
      for (int end = i + plane; i < end; i++) {
        into[offset + i] = table[values[from + i] & 0xFF];
      }
    }
  }

  @Override
  public float black(int channel) {
    return meaning[channel][0];
  }

  @Override
  public float white(int channel) {
    return meaning[channel][255];
  }

  @Override
  public Optional<Concepts> concepts() {
    return Optional.ofNullable(concepts);
  }

  /// Adds the content to a checksum: sizes, values, labels; not the normalisation.
  void addTo(MessageDigest digest) {
    String sizes = size() + "×" + shape + " in " + classes + ";";
    digest.update(sizes.getBytes(StandardCharsets.UTF_8));
    digest.update(values);
    digest.update(labels);
  }
}
