package org.tombola.lottery.report;

import java.util.List;

/// The colour and marker of a line: always the same for the same arm, and never colour alone, so
/// that a figure survives a black-and-white printer.
///
/// Colours are the palette of Okabe and Ito, told apart with any colour vision.
record Look(String colour, Marker marker) {

  /// Outlines around (0, 0) that fit a circle of radius 1.
  enum Marker {
    CIRCLE(16, 0, 1),
    SQUARE(4, Math.PI / 4, 1.15),
    TRIANGLE(3, -Math.PI / 2, 1.25),
    DIAMOND(4, 0, 1.25),
    PENTAGON(5, -Math.PI / 2, 1.1),
    TRIANGLE_DOWN(3, Math.PI / 2, 1.25);

    private final int corners;
    private final double turn;
    private final double size;

    Marker(int corners, double turn, double size) {
      this.corners = corners;
      this.turn = turn;
      this.size = size;
    }

    double[] xs(double centre, double radius) {
      double[] xs = new double[corners];
      for (int i = 0; i < corners; i++) {
        xs[i] = centre + radius * size * Math.cos(turn + 2 * Math.PI * i / corners);
      }
      return xs;
    }

    double[] ys(double centre, double radius) {
      double[] ys = new double[corners];
      for (int i = 0; i < corners; i++) {
        ys[i] = centre + radius * size * Math.sin(turn + 2 * Math.PI * i / corners);
      }
      return ys;
    }
  }

  private static final List<Look> LOOKS =
      List.of(
          new Look("#0072b2", Marker.CIRCLE),
          new Look("#d55e00", Marker.SQUARE),
          new Look("#009e73", Marker.TRIANGLE),
          new Look("#b0568c", Marker.DIAMOND),
          new Look("#a37500", Marker.PENTAGON),
          new Look("#56b4e9", Marker.TRIANGLE_DOWN));

  private static final List<String> KNOWN = List.of("ticket", "reinit", "rearranged", "oneshot");

  /// A known arm's own look; other lines take the free ones in order.
  static Look of(String arm, int index) {
    int known = KNOWN.indexOf(arm);
    return known >= 0 ? LOOKS.get(known) : nth(KNOWN.size() + index);
  }

  static Look nth(int index) {
    return LOOKS.get(Math.floorMod(index, LOOKS.size()));
  }
}
