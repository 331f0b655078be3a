package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.oneOf;
import static org.tombola.lottery.recipe.InvalidSettings.require;

/// Keys `data.*`: what is changed about the data set, how it is divided, and what happens to its
/// pictures. What is random is drawn from the cell's seed; the test examples stay true.
///
/// @param validation training samples set apart by the seed, on which early stopping is decided
/// @param augment what changes training pictures at every visit: `none`, or `crop-flip`, a crop
///   after padding by 4 and a mirror image half of the time, as the papers do with CIFAR
/// @param examples how many training samples are used, validation included; 0 for all
/// @param choice which ones: `first`, `random`, or `stratified`, of each class its share
/// @param randomLabels the probability that a training sample's label is drawn anew
/// @param pixels `in-place`; `shuffled`, one permutation for all pictures, test included; `random`,
///   one for each training picture; or `scrambled`, one of all values of each training picture,
///   from channel to channel
/// @param values of a picture's channel: `standardised`, less the mean of the training pictures
///   over their deviation, or `unit`, from 0, black, to 1, white
/// @param testExamples how many test samples are used, the first ones; 0 for all
public record DataSettings(
    int validation,
    String augment,
    int examples,
    String choice,
    double randomLabels,
    String pixels,
    String values,
    int testExamples) {
  static final DataSettings DEFAULTS =
      new DataSettings(5000, "none", 0, "random", 0, "in-place", "standardised", 0);

  public DataSettings {
    require(validation >= 1, "data.validation", validation, "at least 1");
    oneOf("data.augment", augment, "none", "crop-flip");
    require(examples >= 0, "data.examples", examples, "at least 1, or 0 for all");
    oneOf("data.choice", choice, "first", "random", "stratified");
    require(
        randomLabels >= 0 && randomLabels <= 1, "data.random-labels", randomLabels, "in 0 .. 1");
    require(testExamples >= 0, "data.test-examples", testExamples, "at least 1, or 0 for all");
    oneOf("data.pixels", pixels, "in-place", "shuffled", "random", "scrambled");
    oneOf("data.values", values, "standardised", "unit");
  }
}
