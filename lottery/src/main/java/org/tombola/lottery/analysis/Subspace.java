package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.lottery.linear.LowRank;
import org.tombola.lottery.linear.MarchenkoPastur;
import org.tombola.nn.Weights;

/// In how many directions the units of the first hidden linear layer look: the spectrum of its
/// weight against that of noise, whose outliers were learned, and accuracy with the layer cut down
/// to its first directions, not trained again (Heitmann 2020, subspace analysis).
record Subspace() implements OfHiddenLayer {
  private static final List<Integer> RANKS =
      List.of(1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500);
  private static final int BINS = 30; // up to 1.5 times the end of the noise

  @Override
  public Question question() {
    return Question.of(
            "subspace",
            "a layer's spectrum against that of noise, and accuracy with few directions of it")
        .wanting(Want.COURSE);
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    List<Snapshot> course = subjects.getFirst().course();
    String layer = OfHiddenLayer.first(instruments.network()).from();
    LowRank start = LowRank.of(course.getFirst().weights().get(layer));
    Weights weights = course.getLast().weights();
    LowRank end = LowRank.of(weights.get(layer));
    MarchenkoPastur noise = MarchenkoPastur.fitted(end.eigenvalues(), end.longer());
    MarchenkoPastur before = MarchenkoPastur.fitted(start.eigenvalues(), start.longer());
    var findings = new ArrayList<Finding>();
    findings.addAll(histogram("at-end", end, noise));
    findings.addAll(histogram("at-start", start, before));
    findings.addAll(histogram(noise));
    int classes = instruments.test().examples().classes();
    var ranks = new TreeSet<>(RANKS.stream().filter(k -> k < end.shorter()).toList());
    ranks.add(end.shorter());
    ranks.add(Math.min(classes, end.shorter()));
    double whole = 100 * instruments.tested(weights).accuracy();
    double drop = Double.NaN;
    for (int rank : ranks) {
      double accuracy = 100 * instruments.tested(weights.with(end.truncated(rank))).accuracy();
      findings.add(new Finding("accuracy-of-rank", rank, accuracy));
      findings.add(new Finding("norm-share-of-rank", rank, end.normShare(rank)));
      drop = rank == classes ? whole - accuracy : drop;
    }
    findings.add(Finding.of("outliers-at-start", outliers(start, before)));
    findings.add(Finding.of("outliers", outliers(end, noise)));
    findings.add(Finding.of("noise-deviation", Math.sqrt(noise.variance())));
    findings.add(Finding.of("elbow", end.elbow()));
    findings.add(Finding.of("norm-share-at-classes", end.normShare(classes)));
    findings.add(Finding.of("accuracy-drop-at-classes", drop));
    return findings;
  }

  /// Eigenvalues that noise does not have.
  private static double outliers(LowRank layer, MarchenkoPastur noise) {
    return Arrays.stream(layer.eigenvalues()).map(x -> x > noise.edge() ? 1 : 0).sum();
  }

  /// In units of the end of the noise.
  private static List<Finding> histogram(String name, LowRank layer, MarchenkoPastur noise) {
    var histogram = new Histogram(0, 1.5, BINS);
    for (double value : layer.eigenvalues()) {
      histogram.add(value / noise.upper());
    }
    return histogram.findings("spectrum-histogram." + name);
  }

  private static List<Finding> histogram(MarchenkoPastur noise) {
    var findings = new ArrayList<Finding>();
    double width = 1.5 * noise.upper() / BINS;
    for (int i = 0; i < BINS; i++) {
      double share = noise.below((i + 1) * width) - noise.below(i * width);
      findings.add(new Finding("spectrum-histogram.noise", (i + 0.5) * 1.5 / BINS, 100 * share));
    }
    return findings;
  }
}
