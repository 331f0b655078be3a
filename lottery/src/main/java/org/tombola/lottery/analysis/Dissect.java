package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tombola.datasets.Concepts;
import org.tombola.datasets.Examples;
import org.tombola.engine.Shape;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.lottery.recipe.Settings;

/// Network dissection: which units of a layer of maps detect a concept that people have a word for,
/// and which concepts (Bau et al. 2017, section 2.1; of pruned networks, Frankle and Bau 2019).
///
/// A unit is interpretable if it detects its best concept: if the pixels at which it is most active
/// and those that show the concept overlap with an IoU above 0.04, see [Overlaps].
///
/// The test pictures are gone through twice, for the thresholds and for the overlaps; no more maps
/// than a batch's are held at a time.
record Dissect() implements Analysis {
  /// The share of activations above a unit's threshold.
  private static final double QUANTILE = 0.005;

  /// IoU above which a unit detects a concept.
  private static final double DETECTS = 0.04;

  @Override
  public Question question() {
    return Question.of(
        "dissect",
        "units of a layer that detect annotated concepts, and how many concepts they detect");
  }

  @Override
  public void check(Settings settings, Instruments instruments) {
    if (instruments.test().examples().concepts().isEmpty()) {
      String pixels = settings.data().pixels();
      boolean moved = !pixels.equals("in-place");
      throw new InvalidSettings(
          "dissect needs to know what every pixel shows, which dataset=%s%s does not tell; set %s"
              .formatted(
                  settings.dataset(),
                  moved ? " with data.pixels=" + pixels : "",
                  moved
                      ? "data.pixels=in-place"
                      : "dataset=shapes, or dataset=folder:PATH with a folder PATH/concepts"));
    }
    if (instruments.layersOfMaps().isEmpty()) {
      throw new InvalidSettings(
          "dissect needs maps, and network=%s has none; set network to one with convolutions"
              .formatted(settings.network()));
    }
    instruments.layerOfMaps();
  }

  @Override
  public List<Finding> findings(List<Subject> subjects, Instruments instruments) {
    String layer = instruments.layerOfMaps();
    Shape maps = instruments.layersOfMaps().getOrDefault(layer, Shape.SCALAR); // (1, units, H, W)
    int units = maps.dim(1);
    int rows = maps.dim(2);
    int columns = maps.dim(3);
    Examples test = instruments.test().examples();
    Concepts concepts = test.concepts().orElseThrow();
    var weights = subjects.getFirst().weights();
    long activations = (long) test.size() * rows * columns;
    var thresholds = new Thresholds(units, activations, QUANTILE);
    double accuracy =
        instruments.tested(weights, layer, out -> thresholds.add(out, rows * columns)).accuracy();
    var overlaps = new Overlaps(concepts, test.shape(), rows, columns, thresholds.values());
    instruments.tested(weights, layer, overlaps::add);
    var findings = new ArrayList<Finding>();
    findings.add(Finding.of("units", units));
    findings.add(Finding.of("dead-units", thresholds.dead()));
    findings.addAll(detectors(overlaps.best(), concepts.categories()));
    findings.add(Finding.of("test-accuracy", 100 * accuracy));
    return findings;
  }

  /// @param best of each unit
  static List<Finding> detectors(List<Overlaps.Match> best, List<Concepts.Category> categories) {
    List<Overlaps.Match> detectors = best.stream().filter(m -> m.iou() > DETECTS).toList();
    var findings = new ArrayList<Finding>();
    findings.add(
        Finding.of("mean-iou", best.stream().mapToDouble(Overlaps.Match::iou).average().orElse(0)));
    findings.add(Finding.of("interpretable-units", detectors.size()));
    findings.add(Finding.of("interpretable-share", 100.0 * detectors.size() / best.size()));
    findings.add(Finding.of("unique-concepts", unique(detectors)));
    for (Concepts.Category category : categories) {
      List<Overlaps.Match> of =
          detectors.stream().filter(m -> m.category().equals(category)).toList();
      findings.add(Finding.of("interpretable-" + category.name(), of.size()));
      findings.add(Finding.of("unique-" + category.name(), unique(of)));
    }
    return findings;
  }

  private static int unique(List<Overlaps.Match> detectors) {
    return Math.toIntExact(
        detectors.stream().map(m -> m.category().name() + " " + m.concept()).distinct().count());
  }
}
