package org.tombola.lottery.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.Concepts;
import org.tombola.datasets.Concepts.Category;
import org.tombola.datasets.ImageShape;

class OverlapsTest {
  private static final double EXACT = 1e-12;

  /// Two pictures of 2×4 pixels. Of the colours the first shows both and the second red alone; of
  /// the forms the first shows none.
  private static final MadeUp SHOWN =
      new MadeUp(
          List.of(
              new Category("colour", List.of("red", "blue")),
              new Category("form", List.of("disc"))),
          new byte[][] {
            {1, 1, 0, 0, 1, 0, 2, 2},
            {0, 0, 0, 0, 0, 0, 0, 0},
          },
          new byte[][] {
            {0, 0, 0, 0, 1, 1, 0, 0},
            {0, 1, 1, 0, 0, 1, 1, 0},
          });

  private static Overlaps overlaps(int rows, int columns, float... thresholds) {
    return new Overlaps(SHOWN, new ImageShape(3, 2, 4), rows, columns, thresholds);
  }

  @Test
  void intersections_over_unions_are_summed_over_pictures_with_the_category() {
    Overlaps overlaps = overlaps(2, 4, 0.5f, 0.5f, 0.5f);
    overlaps.add(
        new float[] {
          1, 1, 1, 0, 0, 0, 0, 0, // unit 0 of picture 0
          0, 0, 0, 0, 0, 0, 0, 0, // unit 1: never
          0, 0, 0, 0, 0, 0, 1, 1, // unit 2: blue
        });
    overlaps.add(
        new float[] {
          0, 0, 0, 0, 0.5f, 1, 1, 0, //
          0, 0, 0, 0, 0, 0, 0, 0, //
          0, 1, 1, 0, 0, 1, 1, 0, //
        });
    // Unit 0 is 3 pixels of the first picture, two of them red, and 2 of the second (a half is not
    // above a half), one of them red: 3 of both; red has 3 + 2 pixels, the unit 5.
    assertEquals(3.0 / (5 + 5 - 3), overlaps.iou(0, 0, 0), EXACT);
    assertEquals(0, overlaps.iou(0, 0, 1), EXACT);
    // Only the second picture shows any form, so the unit's 3 pixels in the first do not count.
    assertEquals(2.0 / (2 + 4 - 2), overlaps.iou(0, 1, 0), EXACT);
    assertEquals(0, overlaps.iou(1, 0, 0), EXACT);
    assertEquals(2.0 / (6 + 2 - 2), overlaps.iou(2, 0, 1), EXACT);
    assertEquals(1, overlaps.iou(2, 1, 0), EXACT);
    List<Overlaps.Match> best = overlaps.best();
    assertEquals(
        List.of("disc", "red", "disc"), best.stream().map(Overlaps.Match::concept).toList());
    assertEquals(0, best.get(1).iou());
    assertEquals("form", best.get(2).category().name());
  }

  @Test
  void pictures_come_in_batches_of_any_size() {
    float[] first = {1, 1, 1, 0, 0, 0, 0, 0};
    float[] second = {0, 0, 0, 0, 0.5f, 1, 1, 0};
    float[] both = new float[16];
    System.arraycopy(first, 0, both, 0, 8);
    System.arraycopy(second, 0, both, 8, 8);
    Overlaps one = overlaps(2, 4, 0.5f);
    one.add(both);
    Overlaps two = overlaps(2, 4, 0.5f);
    two.add(first);
    two.add(second);
    assertEquals(3.0 / 7, one.iou(0, 0, 0), EXACT);
    assertEquals(one.iou(0, 0, 0), two.iou(0, 0, 0));
  }

  @Test
  void small_maps_are_made_as_large_as_the_pictures() {
    Overlaps overlaps = overlaps(1, 2, 0.5f);
    // From left to right 1, .75, .25, 0: the left half is above a half, in both rows.
    overlaps.add(new float[] {1, 0});
    assertEquals(3.0 / (4 + 3 - 3), overlaps.iou(0, 0, 0), EXACT);
  }

  @Test
  void maps_are_interpolated_between_the_middles_of_pixels() {
    float[] large = new float[8];
    new Upsampling(1, 2, 2, 4).apply(new float[] {9, 8, 0}, 1, large);
    assertArrayEquals(new float[] {8, 6, 2, 0, 8, 6, 2, 0}, large);
    float[] square = new float[16];
    new Upsampling(2, 2, 4, 4).apply(new float[] {0, 4, 8, 12}, 0, square);
    assertArrayEquals(new float[] {0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12}, square);
    float[] same = new float[4];
    new Upsampling(2, 2, 2, 2).apply(new float[] {1, 2, 3, 4}, 0, same);
    assertArrayEquals(new float[] {1, 2, 3, 4}, same);
  }

  @Test
  void a_unit_is_interpretable_from_an_iou_above_four_hundredths() {
    Category colour = SHOWN.categories().getFirst();
    Category form = SHOWN.categories().getLast();
    List<Finding> findings =
        Dissect.detectors(
            List.of(
                new Overlaps.Match(colour, "red", 0.05),
                new Overlaps.Match(colour, "red", 0.9),
                new Overlaps.Match(colour, "blue", 0.04),
                new Overlaps.Match(form, "disc", 0.041)),
            List.of(colour, form));
    assertEquals(
        List.of(
            Finding.of("mean-iou", (0.05 + 0.9 + 0.04 + 0.041) / 4),
            Finding.of("interpretable-units", 3),
            Finding.of("interpretable-share", 75),
            Finding.of("unique-concepts", 2),
            Finding.of("interpretable-colour", 2),
            Finding.of("unique-colour", 1),
            Finding.of("interpretable-form", 1),
            Finding.of("unique-form", 1)),
        findings);
  }

  /// Concepts as they are written down.
  static final class MadeUp implements Concepts {
    private final List<Category> categories;
    private final byte[][][] shown; // (pictures, categories, pixels)

    MadeUp(List<Category> categories, byte[][]... shown) {
      this.categories = categories;
      this.shown = shown;
    }

    @Override
    public List<Category> categories() {
      return categories;
    }

    @Override
    public void copyTo(int index, int category, byte[] into, int offset) {
      byte[] from = shown[index][category];
      System.arraycopy(from, 0, into, offset, from.length);
    }
  }
}
