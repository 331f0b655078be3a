package org.tombola.datasets.digits;

import java.util.Arrays;
import java.util.List;

/// The ways of writing each digit: strokes in a unit box, several variants a class.
final class Glyphs {
  /// One row a class; in a variant, `|` lifts the pen. Percentages of the box, y downwards.
  private static final String[][] TEMPLATES = {
    { // 0: a round loop, a narrow one that does not close
      "50,0 24,12 14,50 24,88 50,100 76,88 86,50 76,12 50,0 36,4",
      "60,4 38,6 24,45 30,86 50,98 68,82 76,45 64,10 44,8"
    },
    { // 1: a bar, with a flag, with flag and foot
      "54,0 50,50 46,100", "28,26 55,0 55,0 50,100", "32,22 52,0 52,0 52,100 | 28,100 76,100"
    },
    { // 2: straight base, loop at the foot, wavy base
      "18,25 30,6 52,0 74,10 78,30 62,55 38,78 16,100 16,100 84,100",
      "20,22 38,2 66,4 76,24 66,52 42,80 22,92 18,80 34,76 60,94 84,92",
      "18,14 44,0 72,8 74,32 50,62 20,98 20,98 52,92 84,98"
    },
    { // 3: two bowls, flat top
      "20,12 42,0 70,8 72,30 46,46 46,46 76,58 80,82 54,100 30,98 16,86",
      "20,2 78,2 78,2 46,40 46,40 74,50 80,74 62,96 36,100 16,88"
    },
    { // 4: open, closed
      "34,0 18,58 18,58 84,58 | 66,24 64,100", "62,100 62,0 62,0 14,66 14,66 88,66"
    },
    { // 5: one movement, bar last
      "78,2 30,2 30,2 24,44 24,44 52,36 78,52 78,80 52,100 18,90",
      "28,4 24,44 24,44 56,38 80,58 72,88 44,100 18,90 | 28,4 80,2"
    },
    { // 6: curved stem, straight stem
      "70,4 40,18 22,52 24,84 50,100 76,86 76,62 52,50 26,66",
      "44,0 26,40 20,72 32,96 60,100 78,82 68,60 44,56 24,74"
    },
    { // 7: plain, crossed, with a serif
      "16,4 82,4 82,4 56,48 42,100",
      "16,4 82,4 82,4 42,100 | 34,50 74,50",
      "18,20 22,4 22,4 80,4 80,4 48,60 44,100"
    },
    { // 8: one crossing movement, two loops
      "74,16 48,0 24,16 34,38 64,58 78,80 50,100 22,80 36,56 66,38 74,16",
      "50,46 26,32 28,8 50,0 72,8 74,32 50,46 50,46 20,62 22,92 50,100 78,92 80,62 50,46"
    },
    { // 9: straight stem, curled stem
      "76,30 62,48 34,48 22,28 36,6 62,2 76,20 76,30 74,60 66,100",
      "74,16 48,2 24,18 26,42 50,52 74,38 76,16 80,56 66,92 42,100 24,90"
    },
  };

  private static final List<List<List<Stroke>>> GLYPHS =
      Arrays.stream(TEMPLATES)
          .map(variants -> Arrays.stream(variants).map(Glyphs::strokes).toList())
          .toList();

  private Glyphs() {}

  /// The variants of a class, each a list of strokes.
  static List<List<Stroke>> of(int digit) {
    return GLYPHS.get(digit);
  }

  private static List<Stroke> strokes(String template) {
    return Arrays.stream(template.split("\\|", -1)).map(Stroke::parse).toList();
  }
}
