package org.tombola.lottery.ensemble;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tombola.lottery.recipe.InvalidSettings;

/// How large an [Ensemble] is, and its name: `xor-10x1000` is a thousand networks of ten hidden
/// units that learn exclusive or.
///
/// @param family of networks
/// @param units hidden units H of each network
/// @param networks how many, T
public record EnsembleSize(Family family, int units, int networks) {
  private static final Pattern NAME = Pattern.compile("[a-z]+-([1-9]\\d{0,3})x([1-9]\\d{0,5})");

  /// The most hidden units of all networks together: some 100 MB while they are trained.
  private static final int MOST = 2_000_000;

  /// Whether a name is meant to be that of an ensemble, well-formed or not.
  public static boolean isMeantBy(String network) {
    return !Family.meantBy(network).isEmpty();
  }

  /// Reads a name.
  ///
  /// @throws InvalidSettings if it is not of that form, or there are too many units
  public static EnsembleSize parse(String network) {
    Matcher name = NAME.matcher(network);
    List<Family> family = Family.meantBy(network);
    if (!name.matches() || family.isEmpty()) {
      throw new InvalidSettings(
          "network must be like xor-10x1000 or xord-10x1000, a thousand networks of ten hidden"
              + " units, not "
              + network);
    }
    var size =
        new EnsembleSize(
            family.getFirst(), Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)));
    if ((long) size.units * size.networks > MOST) {
      throw new InvalidSettings(
          "network must have at most %d hidden units in all, not %s; use more seeds instead"
              .formatted(MOST, network));
    }
    return size;
  }

  @Override
  public String toString() {
    return "%s-%dx%d".formatted(family.label(), units, networks);
  }
}
