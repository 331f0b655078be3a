package org.tombola.datasets;

import java.util.Optional;
import java.util.function.IntFunction;
import org.tombola.engine.RandomStream;

/// Another set's examples with their pixels in other places: a view. What a pixel shows is not
/// kept: nothing is to be seen in these pictures.
final class MovedPixels extends View {
  private final IntFunction<int[]> orderOf;

  /// @param orderOf for an example, which old pixel (row-major) comes to each new place; or which
  ///   old value, if there are as many as values
  private MovedPixels(Examples all, IntFunction<int[]> orderOf) {
    super(all);
    this.orderOf = orderOf;
  }

  /// One order for all.
  static MovedPixels alike(Examples all, RandomStream stream) {
    int[] order = stream.permutation(pixels(all), 0);
    return new MovedPixels(all, index -> order);
  }

  /// An order for each example: example i uses numbers i·P to (i + 1)·P for P pixels.
  static MovedPixels each(Examples all, RandomStream stream) {
    int pixels = pixels(all);
    return new MovedPixels(all, index -> stream.permutation(pixels, (long) index * pixels));
  }

  /// An order of all values for each example, whatever their channel: example i uses numbers i·V to
  /// (i + 1)·V for V values.
  static MovedPixels scrambled(Examples all, RandomStream stream) {
    int values = all.shape().size();
    return new MovedPixels(all, index -> stream.permutation(values, (long) index * values));
  }

  @Override
  public void copyTo(int index, float[] into, int offset) {
    float[] picture = new float[shape().size()];
    all.copyTo(index, picture, 0);
    int[] order = orderOf.apply(index);
    for (int plane = 0; plane < picture.length; plane += order.length) {
      for (int place = 0; place < order.length; place++) {
        into[offset + plane + place] = picture[plane + order[place]];
      }
    }
  }

  @Override
  public Optional<Concepts> concepts() {
    return Optional.empty();
  }

  private static int pixels(Examples examples) {
    return examples.shape().height() * examples.shape().width();
  }
}
