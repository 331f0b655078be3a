package org.tombola.lottery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.tombola.datasets.Concepts;
import org.tombola.datasets.ImageShape;

/// How the masks of units and the masks of concepts overlap, summed over pictures (Bau et al. 2017,
/// section 2.1).
///
/// A unit's mask is where its map, made as large as the picture, is above its threshold. A picture
/// counts for the concepts of a category if at least one of its pixels shows one of them:
///
/// `IoU(unit, concept) = Σ |unit ∩ concept| / Σ |unit ∪ concept|`, over the pictures that count.
final class Overlaps {
  /// The concept of a category that a unit overlaps most with.
  record Match(Concepts.Category category, String concept, double iou) {}

  private final Concepts concepts;
  private final List<Concepts.Category> categories;
  private final float[] thresholds; // (units)
  private final Upsampling upsampling;
  private final int size; // of a map
  private final float[] large; // a map as large as a picture
  private final byte[][] shown; // (categories, pixels) of the picture at hand
  private final boolean[] counts; // (categories), whether the picture at hand does
  private final long[][] ofConcept; // (categories, concepts) pixels
  private final long[][] ofUnit; // (units, categories) pixels
  private final long[][][] ofBoth; // (units, categories, concepts) pixels
  private int picture;

  /// @param rows of a map
  /// @param columns of a map
  /// @param thresholds of the units
  Overlaps(Concepts concepts, ImageShape image, int rows, int columns, float[] thresholds) {
    this.concepts = concepts;
    this.categories = concepts.categories();
    this.thresholds = thresholds.clone();
    int units = thresholds.length;
    this.upsampling = new Upsampling(rows, columns, image.height(), image.width());
    this.size = rows * columns;
    this.large = new float[image.height() * image.width()];
    this.shown = new byte[categories.size()][large.length];
    this.counts = new boolean[categories.size()];
    this.ofConcept = perConcept();
    this.ofUnit = new long[units][categories.size()];
    this.ofBoth = new long[units][][];
    for (int unit = 0; unit < units; unit++) {
      ofBoth[unit] = perConcept();
    }
  }

  private long[][] perConcept() {
    return categories.stream().map(c -> new long[c.concepts().size()]).toArray(long[][]::new);
  }

  /// The next pictures, in their order.
  ///
  /// @param maps (N, units, rows, columns), row-major
  void add(float[] maps) {
    for (int start = 0; start < maps.length; picture++) {
      look();
      for (int unit = 0; unit < ofUnit.length; unit++, start += size) {
        if (highest(maps, start) > thresholds[unit]) {
          upsampling.apply(maps, start, large);
          compare(unit);
        }
      }
    }
  }

  /// What the picture at hand shows.
  private void look() {
    for (int category = 0; category < shown.length; category++) {
      concepts.copyTo(picture, category, shown[category], 0);
      counts[category] = false;
      for (byte concept : shown[category]) {
        if (concept != 0) {
          counts[category] = true;
          ofConcept[category][(concept & 0xFF) - 1]++;
        }
      }
    }
  }

  private void compare(int unit) {
    float threshold = thresholds[unit];
    for (int pixel = 0; pixel < large.length; pixel++) {
      if (large[pixel] > threshold) {
        for (int category = 0; category < shown.length; category++) {
          int concept = shown[category][pixel] & 0xFF;
          ofUnit[unit][category] += counts[category] ? 1 : 0;
          if (concept > 0) {
            ofBoth[unit][category][concept - 1]++;
          }
        }
      }
    }
  }

  private float highest(float[] maps, int start) {
    float highest = maps[start];
    for (int i = start + 1; i < start + size; i++) {
      highest = Math.max(highest, maps[i]);
    }
    return highest;
  }

  /// Intersection over union; 0 where neither is anywhere.
  double iou(int unit, int category, int concept) {
    long both = ofBoth[unit][category][concept];
    long either = ofUnit[unit][category] + ofConcept[category][concept] - both;
    return either == 0 ? 0 : (double) both / either;
  }

  /// The best concept of each unit, of all categories; the first of equals.
  List<Match> best() {
    var best = new ArrayList<Match>();
    for (int unit = 0; unit < ofUnit.length; unit++) {
      Match match = null;
      for (int category = 0; category < shown.length; category++) {
        Concepts.Category of = categories.get(category);
        for (int concept = 0; concept < of.concepts().size(); concept++) {
          double iou = iou(unit, category, concept);
          if (match == null || iou > match.iou()) {
            match = new Match(of, of.concepts().get(concept), iou);
          }
        }
      }
      if (match != null) {
        best.add(match);
      }
    }
    return best;
  }
}
