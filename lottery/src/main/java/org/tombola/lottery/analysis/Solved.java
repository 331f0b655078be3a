package org.tombola.lottery.analysis;

import java.util.List;
import org.tombola.lottery.ensemble.Ensemble;
import org.tombola.lottery.ensemble.Family;
import org.tombola.lottery.ensemble.Points;
import org.tombola.lottery.ensemble.Solutions;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;

/// How many networks of an ensemble have learnt their points, in per cent: `decision-boundary`, it
/// has every point on its right side; `zero-loss`, the loss is near zero, every output being within
/// 0.05 of its label (Frankle and Carbin, first version of 2018, section 2).
record Solved() implements Analysis {
  @Override
  public Question question() {
    return Question.of(
            "solved",
            "how many small networks of an ensemble learnt every point: by the side, by the loss")
        .ofEnsembles();
  }

  @Override
  public void check(Settings settings, Instruments instruments) {
    perceptrons(instruments);
  }

  /// Others have no output that could be near 1.
  private static Ensemble perceptrons(Instruments instruments) {
    if (instruments.network() instanceof Ensemble networks
        && networks.size().family() == Family.XOR) {
      return networks;
    }
    throw new InvalidSettings("the analysis solved is of networks like xor-10x1000: leave it out");
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    Ensemble networks = perceptrons(instruments);
    subjects.getFirst().weights().into(networks);
    var solutions = Solutions.of(networks, Points.of(instruments.batches()));
    return List.of(
        Finding.of("decision-boundary", 100 * solutions.boundary()),
        Finding.of("zero-loss", 100 * solutions.zeroLoss()));
  }
}
