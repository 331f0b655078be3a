package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tombola.engine.Rng;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.lottery.linear.Spectrum;

/// The eigenvalues of the training loss's second derivatives over the weights that are trained: all
/// of them for networks of up to 300 weights, otherwise by Lanczos's method on Hessian-vector
/// products (Evci et al. 2022, the Hessian before and after a change of mask).
record HessianSpectrum() implements Analysis {
  private static final int EXACT = 300;
  private static final int STEPS = 60;
  private static final int QUANTILES = 20;

  @Override
  public Question question() {
    return Question.of(
            "hessian", "eigenvalues of the training loss's Hessian over the weights trained")
        .wanting(Want.COURSE);
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    var findings = new ArrayList<Finding>();
    List<Snapshot> course = subjects.getFirst().course();
    for (Snapshot at : course) {
      Spectrum spectrum = spectrum(at, instruments);
      findings.add(new Finding("top-eigenvalue", at.step(), spectrum.top()));
      findings.add(new Finding("bottom-eigenvalue", at.step(), spectrum.bottom()));
      if (at.equals(course.getLast())) {
        for (int i = 0; i <= QUANTILES; i++) {
          double share = (double) i / QUANTILES;
          findings.add(new Finding("spectrum", 100 * share, spectrum.quantile(share)));
        }
        findings.add(Finding.of("top", spectrum.top()));
        findings.add(Finding.of("bottom", spectrum.bottom()));
        findings.add(Finding.of("negative-share", 100 * spectrum.below(0)));
      }
    }
    return findings;
  }

  static Spectrum spectrum(Snapshot at, Instruments instruments) {
    Curvature loss = Curvature.of(at, instruments, instruments.batches().examples());
    return loss.size() <= EXACT
        ? Spectrum.exact(loss.size(), loss::times)
        : Spectrum.lanczos(loss.size(), STEPS, loss::times, new Rng(0));
  }
}
