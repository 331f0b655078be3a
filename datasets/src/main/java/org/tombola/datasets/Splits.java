package org.tombola.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;

/// Training examples divided at random into those to learn from and those to stop by.
///
/// MNIST's usual division is 55,000 and 5,000 of its 60,000 training examples.
///
/// @param train the larger part
/// @param validation the part held back; disjoint from `train`
public record Splits(Examples train, Examples validation) {
  /// Holds back `validation` examples chosen by the stream `split`; both parts are views.
  ///
  /// @throws DatasetException unless `validation` is at least 0 and leaves something to train on
  public static Splits of(Examples all, int validation, Rng rng) {
    if (validation < 0 || validation >= all.size()) {
      throw new DatasetException(
          "cannot hold back %d of %d training examples for validation; give 0 to %d"
              .formatted(validation, all.size(), all.size() - 1));
    }
    int[] order = rng.stream("split").permutation(all.size(), 0);
    return new Splits(
        new Subset(all, Arrays.copyOfRange(order, validation, order.length)),
        new Subset(all, Arrays.copyOf(order, validation)));
  }

  /// The first `count` examples, a view.
  ///
  /// @throws DatasetException if there are not so many
  public static Examples first(Examples all, int count) {
    if (count < 1 || count > all.size()) {
      throw new DatasetException(
          "cannot take the first %d of %d examples".formatted(count, all.size()));
    }
    return range(all, 0, count);
  }

  /// The examples `from .. to`, a view.
  ///
  /// @throws DatasetException unless there are such, one at least
  public static Examples range(Examples all, int from, int to) {
    if (from < 0 || from >= to || to > all.size()) {
      throw new DatasetException(
          "cannot take the examples %d to %d of %d".formatted(from, to, all.size()));
    }
    return new Subset(all, IntStream.range(from, to).toArray());
  }

  /// The examples of some classes, a view; labels stay what they are.
  ///
  /// @throws DatasetException if there are none
  public static Examples ofClasses(Examples all, Collection<Integer> classes) {
    int[] places =
        IntStream.range(0, all.size()).filter(i -> classes.contains(all.label(i))).toArray();
    if (places.length == 0) {
      throw new DatasetException(
          "there are no examples of the classes %s; there are %d classes, from 0 on"
              .formatted(classes, all.classes()));
    }
    return new Subset(all, places);
  }

  /// Up to `each` examples of every class, a view. Classes take turns, so that every part of it has
  /// about as many of each; which of a class's examples is chosen by the stream.
  ///
  /// @throws DatasetException unless `each` is at least 1
  public static Examples ofEachClass(Examples all, int each, RandomStream random) {
    if (each < 1) {
      throw new DatasetException(
          "cannot take %d examples of each class; give at least 1".formatted(each));
    }
    var places = new ArrayList<List<Integer>>(); // class to indices
    for (int c = 0; c < all.classes(); c++) {
      places.add(new ArrayList<>());
    }
    for (int index : random.permutation(all.size(), 0)) {
      List<Integer> its = places.get(all.label(index));
      if (its.size() < each) {
        its.add(index);
      }
    }
    return new Subset(
        all,
        IntStream.range(0, each)
            .boxed()
            .flatMapToInt(
                turn -> places.stream().filter(p -> turn < p.size()).mapToInt(p -> p.get(turn)))
            .toArray());
  }
}
