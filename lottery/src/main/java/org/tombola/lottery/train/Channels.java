package org.tombola.lottery.train;

import java.util.Arrays;
import org.tombola.engine.Rng;
import org.tombola.engine.Tensor;
import org.tombola.nn.Parameter;

/// A few weights of every output channel, at random places: the control that trains as many weights
/// as a normalisation has.
final class Channels {
  private Channels() {}

  /// Which entries are chosen, row-major: of each channel so many of those that are not pruned, or
  /// all if there are fewer.
  static boolean[] chosen(Parameter parameter, int count, Rng seed) {
    int channels = parameter.shape().dim(0);
    int size = parameter.shape().size() / channels;
    var random = seed.stream("trainable/" + parameter.name());
    boolean[] kept = kept(parameter);
    boolean[] chosen = new boolean[kept.length];
    for (int channel = 0; channel < channels; channel++) {
      int first = channel * size;
      int left = count;
      for (int place : random.permutation(size, first)) {
        if (left > 0 && kept[first + place]) {
          chosen[first + place] = true;
          left--;
        }
      }
    }
    return chosen;
  }

  private static boolean[] kept(Parameter parameter) {
    boolean[] kept = new boolean[parameter.shape().size()];
    var mask = parameter.mask();
    if (mask == null) {
      Arrays.fill(kept, true);
      return kept;
    }
    float[] zeroOne = Tensor.wrap(mask).toArray();
    for (int i = 0; i < kept.length; i++) {
      kept[i] = zeroOne[i] != 0;
    }
    return kept;
  }
}
