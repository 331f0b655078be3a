package org.tombola.datasets;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.tombola.datasets.DatasetOptions.Choice;
import org.tombola.engine.RandomStream;

/// Which examples a subset has.
final class Choices {
  private Choices() {}

  /// The indices of `wanted` examples, ascending.
  ///
  /// @throws DatasetException if there are not as many
  static int[] of(Examples all, int wanted, Choice choice, RandomStream stream) {
    if (wanted > all.size()) {
      throw new DatasetException(
          "%d training examples are not there; give 1 to %d, or 0 for all"
              .formatted(wanted, all.size()));
    }
    int[] chosen =
        switch (choice) {
          case FIRST -> IntStream.range(0, wanted).toArray();
          case RANDOM -> Arrays.copyOf(ranks(all, stream), wanted);
          case STRATIFIED -> stratified(all, wanted, stream);
        };
    Arrays.sort(chosen);
    return chosen;
  }

  private static int[] stratified(Examples all, int wanted, RandomStream stream) {
    int[] left = shares(all, wanted);
    return Arrays.stream(ranks(all, stream)).filter(i -> left[all.label(i)]-- > 0).toArray();
  }

  /// A random order, the best-placed examples first.
  private static int[] ranks(Examples all, RandomStream stream) {
    return IntStream.range(0, all.size())
        .boxed()
        .sorted(Comparator.<Integer>comparingLong(i -> stream.bits(i)).thenComparing(i -> i))
        .mapToInt(i -> i)
        .toArray();
  }

  /// How many of each class: its share rounded down, and one more for the largest remainders.
  private static int[] shares(Examples all, int wanted) {
    long[] counts = new long[all.classes()];
    for (int i = 0; i < all.size(); i++) {
      counts[all.label(i)]++;
    }
    int[] shares = new int[counts.length];
    int given = 0;
    for (int k = 0; k < shares.length; k++) {
      shares[k] = (int) (counts[k] * wanted / all.size());
      given += shares[k];
    }
    IntStream.range(0, shares.length)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(k -> -(counts[k] * wanted % all.size()))
                .thenComparing(k -> k))
        .limit(wanted - given)
        .forEach(k -> shares[k]++);
    return shares;
  }
}
