package org.tombola.lottery.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.tombola.engine.RandomStream;
import org.tombola.lottery.recipe.ScoreSettings;
import org.tombola.nn.Units;
import org.tombola.nn.Weights;

/// Units chosen one after another, beginning with none: always the one with which those chosen so
/// far do best, every one with the same share (Ye et al. 2020, "Good subnetworks provably exist").
/// The score of a unit says how early it was chosen; those not chosen have 0.
///
/// By loss, layers are chosen from front to back: those before with the units chosen from them, if
/// these are the ones that stay, those behind whole. By imitation all others are whole.
///
/// @param by what "best" means
/// @param how whether the last chosen are to stay instead
/// @param probe the network, and the examples it is tried on
record GreedySelection(By by, ScoreSettings how, Probe probe) implements FilterScore {
  /// What those chosen are measured by.
  enum By {
    /// The loss of the whole network.
    LOSS("units chosen one by one, those first with which the network's loss is least"),
    /// How near what the next layer gets comes to what it gets of all units: [Imitation].
    IMITATION(
        "units chosen one by one, those first that best imitate what all give the next layer");

    private final String about;

    By(String about) {
      this.about = about;
    }

    String label() {
      return "greedy-" + name().toLowerCase(Locale.ROOT);
    }

    String about() {
      return about;
    }
  }

  @Override
  public List<double[]> scores(
      List<Units> layers,
      Weights trained,
      Mask mask,
      List<Integer> left,
      Function<String, RandomStream> random) {
    Weights weights = mask.apply(trained);
    var scores = new ArrayList<double[]>();
    for (int l = 0; l < layers.size(); l++) {
      Units units = layers.get(l);
      List<Integer> alive = units.alive(mask.layer(units.from()));
      int count = Math.min(left.get(l), alive.size());
      List<Integer> chosen = chosen(units, alive, weights, count, random.apply(units.from()));
      double[] its = new double[units.count()];
      for (int n = 0; n < chosen.size(); n++) {
        // Over their number, so that layers of any width compare.
        double early = (double) (chosen.size() - n) / alive.size();
        its[chosen.get(n)] = how.keepsLowest() ? -early : early;
      }
      scores.add(its);
      if (by == By.LOSS && !how.keepsLowest()) {
        weights = SelectionByLoss.mean(weights, units, chosen, alive.size());
      }
    }
    return scores;
  }

  private List<Integer> chosen(
      Units units, List<Integer> alive, Weights weights, int count, RandomStream random) {
    return switch (by) {
      case LOSS ->
          new SelectionByLoss(probe.network(), weights, units, probe.examples())
              .order(alive, count, random);
      case IMITATION ->
          Imitation.of(probe.network(), weights, units, alive, probe.examples())
              .order(count)
              .stream()
              .map(alive::get)
              .toList();
    };
  }
}
