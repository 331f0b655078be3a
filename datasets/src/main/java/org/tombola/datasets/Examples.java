package org.tombola.datasets;

import java.util.Arrays;
import java.util.Optional;

/// Labelled examples with random access. Immutable; safe to share between threads.
public interface Examples {
  /// The number of examples N.
  int size();

  /// The number of classes K; labels are `0 .. K`.
  int classes();

  /// The axes of every example.
  ImageShape shape();

  /// The class of example `index`.
  ///
  /// @throws IndexOutOfBoundsException if there is no such example
  int label(int index);

  /// Writes the normalised values of example `index`, row-major (C, H, W), to `into[offset ..
  /// offset + shape().size()]`.
  ///
  /// @throws IndexOutOfBoundsException if there is no such example or `into` is too short
  void copyTo(int index, float[] into, int offset);

  /// The values of `count` examples from `from` on, one after another: (count, C, H, W).
  default float[] pictures(int from, int count) {
    int size = shape().size();
    float[] pictures = new float[count * size];
    for (int n = 0; n < count; n++) {
      copyTo(from + n, pictures, n * size);
    }
    return pictures;
  }

  /// The classes of `count` examples from `from` on.
  default int[] labels(int from, int count) {
    int[] labels = new int[count];
    Arrays.setAll(labels, n -> label(from + n));
    return labels;
  }

  /// What black, the byte 0, is in that channel once normalised: it fills what [Augmentation] pads.
  ///
  /// Zero unless a set says otherwise: one that is not normalised.
  default float black(int channel) {
    return 0;
  }

  /// What white, the byte 255, is in that channel once normalised; as `black` if its bytes are no
  /// brightness.
  default float white(int channel) {
    return black(channel);
  }

  /// What each pixel shows, where that is known.
  default Optional<Concepts> concepts() {
    return Optional.empty();
  }
}
