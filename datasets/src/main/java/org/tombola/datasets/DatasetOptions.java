package org.tombola.datasets;

import java.util.Locale;
import org.tombola.engine.Rng;

/// What an experiment changes about a data set before anything is learnt from it: another
/// normalisation, fewer examples; wrong labels and pixels out of place (Zhang et al. 2017,
/// "Understanding deep learning requires rethinking generalization", section 2.2).
///
/// Labels, the number of examples and [Pixels#RANDOM] concern the training examples alone; the test
/// examples stay true. [Pixels#SHUFFLED] moves the pixels of training and test examples alike: it
/// is another task, not noise; [Values] too are those of both. Validation examples are taken from
/// what comes out, with [Splits].
///
/// Everything is a function of the seed and of an example's index in the whole set, so a subset's
/// examples are corrupted as they are in the whole.
///
/// @param randomLabels the probability that a training example's label is drawn anew, uniformly
///   over all classes (the right one included): 0 leaves every label, 1 leaves chance
/// @param pixels whether pixels change places
/// @param examples how many training examples are kept; 0 for all
/// @param choice which ones
/// @param values what black and white are
public record DatasetOptions(
    double randomLabels, Pixels pixels, int examples, Choice choice, Values values) {
  /// The data set as it is.
  public static final DatasetOptions NONE =
      new DatasetOptions(0, Pixels.IN_PLACE, 0, Choice.RANDOM);

  /// With values as the set gives them.
  public DatasetOptions(double randomLabels, Pixels pixels, int examples, Choice choice) {
    this(randomLabels, pixels, examples, choice, Values.STANDARDISED);
  }

  /// What becomes of a channel's brightness.
  public enum Values {
    /// As the set has it: less the mean of the training examples, over their deviation.
    STANDARDISED,
    /// From 0, black, to 1, white.
    UNIT
  }

  /// Where the pixels of a picture go. The channels of a pixel stay together, but for [#SCRAMBLED].
  public enum Pixels {
    /// As they are.
    IN_PLACE,
    /// One permutation for every training and test example.
    SHUFFLED,
    /// A permutation of its own for every training example.
    RANDOM,
    /// A permutation of all its values for every training example, from channel to channel (Su et
    /// al. 2020).
    SCRAMBLED
  }

  /// Which examples a subset has, in the order of the whole set.
  public enum Choice {
    /// The first ones.
    FIRST,
    /// Any, each equally likely; the choice of a smaller subset is part of that of a larger one.
    RANDOM,
    /// Of each class its share, rounded by the largest remainders; within a class as `RANDOM`.
    STRATIFIED
  }

  /// @throws DatasetException if the probability is none or the number is negative
  public DatasetOptions {
    if (!(randomLabels >= 0 && randomLabels <= 1)) {
      throw new DatasetException(
          "a probability of %s for random labels is not possible; give 0 to 1"
              .formatted(randomLabels));
    }
    if (examples < 0) {
      throw new DatasetException(
          "%d training examples are not possible; give 1 or more, or 0 for all"
              .formatted(examples));
    }
  }

  /// The changed data set: its name says how it was changed and by which seed, its checksum is over
  /// the original's and that name.
  ///
  /// @param rng the changes come from its streams `labels`, `pixels` and `subset`
  /// @throws DatasetException if more examples are asked for than there are, or unit values of a
  ///   set whose values are no brightness
  public Dataset apply(Dataset data, Rng rng) {
    if (equals(new DatasetOptions(0, Pixels.IN_PLACE, 0, choice, Values.STANDARDISED))) {
      return data;
    }
    Examples train = data.train();
    Examples test = data.test();
    if (values == Values.UNIT) {
      train = UnitValues.of(train, data.name());
      test = UnitValues.of(test, data.name());
    }
    if (randomLabels > 0) {
      train = Relabelled.of(train, randomLabels, rng.stream("labels"));
    }
    var stream = rng.stream("pixels");
    switch (pixels) {
      case IN_PLACE -> {}
      case SHUFFLED -> {
        train = MovedPixels.alike(train, stream);
        test = MovedPixels.alike(test, stream);
      }
      case RANDOM -> train = MovedPixels.each(train, stream);
      case SCRAMBLED -> train = MovedPixels.scrambled(train, stream);
    }
    if (examples > 0) {
      train = new Subset(train, Choices.of(data.train(), examples, choice, rng.stream("subset")));
    }
    String name = data.name() + "+" + label() + "+seed-" + rng.seed();
    return new Dataset(name, train, test, Checksums.of(data.checksum() + " " + name));
  }

  /// Like `labels-0.2+pixels-shuffled+stratified-5000`; empty without effect.
  private String label() {
    StringBuilder label = new StringBuilder();
    if (values != Values.STANDARDISED) {
      label.append("+values-").append(values.name().toLowerCase(Locale.ROOT));
    }
    if (randomLabels > 0) {
      label.append("+labels-").append(randomLabels);
    }
    if (pixels != Pixels.IN_PLACE) {
      label.append("+pixels-").append(pixels.name().toLowerCase(Locale.ROOT));
    }
    if (examples > 0) {
      label.append('+').append(choice.name().toLowerCase(Locale.ROOT)).append('-').append(examples);
    }
    return label.substring(1);
  }
}
