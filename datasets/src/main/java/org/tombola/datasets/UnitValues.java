package org.tombola.datasets;

/// Another set's examples with values from 0, black, to 1, white, whatever their normalisation: a
/// view.
final class UnitValues extends View {
  private UnitValues(Examples all) {
    super(all);
  }

  /// @throws DatasetException if the values of a channel are no brightness
  static UnitValues of(Examples all, String name) {
    for (int channel = 0; channel < all.shape().channels(); channel++) {
      if (all.white(channel) <= all.black(channel)) {
        throw new DatasetException(
            "the values of data set '%s' are no brightness; leave them as they are"
                .formatted(name));
      }
    }
    return new UnitValues(all);
  }

  @Override
  public void copyTo(int index, float[] into, int offset) {
    all.copyTo(index, into, offset);
    int plane = shape().height() * shape().width();
    for (int channel = 0, i = offset; channel < shape().channels(); channel++) {
      float black = all.black(channel);
      float range = all.white(channel) - black;
      for (int end = i + plane; i < end; i++) {
        into[i] = (into[i] - black) / range;
      }
    }
  }

  @Override
  public float black(int channel) {
    return 0;
  }

  @Override
  public float white(int channel) {
    return 1;
  }
}
