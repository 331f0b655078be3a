package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;

/// Whether weights that are large at the start of one network are large at the end of another: the
/// share of the p largest of each layer that both have in common, p itself if they know nothing of
/// each other (Liu et al. 2021, "Lottery Ticket Preserves Weight Correlation", the indicator R_p).
record Correlation() implements Analysis {
  private static final List<Double> SHARES = List.of(0.1, 0.2, 0.3, 0.4, 0.5);

  @Override
  public Question question() {
    return Question.of(
            "correlation",
            "largest weights that the start of a network and the end of another have in common")
        .networks(2)
        .wanting(Want.COURSE);
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    Snapshot start = subjects.getFirst().course().getFirst();
    Subject end = subjects.getLast();
    var findings = new ArrayList<Finding>();
    for (double p : SHARES) {
      long common = 0;
      long all = 0;
      for (NamedMask layer : end.mask().layers()) {
        int count = (int) Math.round(p * Mask.kept(layer));
        boolean[] before = largest(start.weights().get(layer.name()), layer, count);
        boolean[] after = largest(end.weights().get(layer.name()), layer, count);
        common += IntStream.range(0, before.length).filter(i -> before[i] && after[i]).count();
        all += count;
      }
      findings.add(new Finding("r", p, all == 0 ? Double.NaN : (double) common / all));
    }
    return findings;
  }

  /// Of the weights that stay, those largest in size; of equals those with the lower index.
  private static boolean[] largest(NamedTensor weights, NamedMask mask, int count) {
    boolean[] chosen = new boolean[weights.shape().size()];
    int[] order =
        IntStream.range(0, chosen.length)
            .filter(mask::keeps)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(weights.at(i))))
            .mapToInt(i -> i)
            .toArray();
    Arrays.stream(order).limit(count).forEach(i -> chosen[i] = true);
    return chosen;
  }
}
