package org.tombola.lottery.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.tombola.datasets.Checksums;
import org.tombola.lottery.recipe.ArmSettings;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;

/// What arms take from outside besides the recipe's data set: other data sets, and files of masks.
final class Inputs {
  private Inputs() {}

  /// The checksum of each by its name in the settings: of a data set its own, of a file its
  /// SHA-256.
  ///
  /// @param arms the names of those that are run
  /// @throws InvalidSettings if a file cannot be read, naming the arm
  static SequencedMap<String, String> of(Settings settings, Iterable<String> arms, DataSets data) {
    var checksums = new TreeMap<String, String>();
    for (String name : arms) {
      ArmSettings arm = settings.arm().get(name);
      if (arm != null && arm.data().ofAnother()) {
        checksums.put(arm.data().dataset(), data.of(arm.data()).checksum());
      }
      if (arm != null && arm.mask().ofFile()) {
        checksums.put(arm.mask().file(), file(name, arm.mask().file()));
      }
    }
    return checksums;
  }

  private static String file(String arm, String file) {
    try {
      return Checksums.of(Path.of(file));
    } catch (IOException e) {
      throw new InvalidSettings(
          "arm.%s.mask.file must be a file of a mask, like CELL/mask.safetensors of a run; cannot read %s (%s)"
              .formatted(arm, file, RunRefused.reason(e)));
    }
  }
}
