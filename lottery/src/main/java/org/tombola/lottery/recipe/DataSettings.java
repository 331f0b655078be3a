package org.tombola.lottery.recipe;

import static org.tombola.lottery.recipe.InvalidSettings.require;

/// Keys `data.*`: how the data set is divided.
///
/// @param validation training samples set apart by the seed, on which early stopping is decided
public record DataSettings(int validation) {
  static final DataSettings DEFAULTS = new DataSettings(5000);

  public DataSettings {
    require(validation >= 1, "data.validation", validation, "at least 1");
  }
}
