package org.tombola.lottery.arm;

import org.jspecify.annotations.Nullable;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.StartSettings;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// Pruned weights that are not 0 but stand still where they began: is it the zeros that make a
/// ticket? (Zhou et al. 2019, section 3, the "mask-0 actions" and their variants 1 and 2.)
///
/// @param before where pruned weights stand still
/// @param ranked the weights that were pruned: what is smaller there than before has shrunk, and is
///   0 instead; null if that does not matter
/// @param all whether weights that stay begin at 0 too if they have shrunk
record Remains(Weights before, @Nullable Weights ranked, boolean all) {
  /// @param kind a value of `arm.weights.pruned` other than `zero`
  static Remains of(StartSettings kind, Weights before, MaskSource masks, Cell cell, Sources from) {
    boolean any = kind.pruned().equals(StartSettings.START);
    return new Remains(
        before,
        any ? null : masks.ranked(cell, from),
        kind.pruned().equals(StartSettings.ALL_UNLESS_SHRUNK));
  }

  /// The whole network's weights.
  ///
  /// @param start those that stay
  Weights with(Weights start, Mask mask) {
    return StartRule.eachLayer(
        start,
        mask,
        (layer, keeps) -> {
          NamedTensor first = before.get(layer.name());
          NamedTensor last = ranked == null ? first : ranked.get(layer.name());
          float[] values = layer.toArray();
          for (int i = 0; i < values.length; i++) {
            boolean shrunk = Math.abs(last.at(i)) < Math.abs(first.at(i));
            float kept = all && shrunk ? 0 : values[i];
            float pruned = shrunk ? 0 : first.at(i);
            values[i] = keeps.keeps(i) ? kept : pruned;
          }
          return values;
        });
  }
}
