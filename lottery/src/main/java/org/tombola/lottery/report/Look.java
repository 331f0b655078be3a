package org.tombola.lottery.report;

import java.util.List;
import java.util.Locale;

/// The colour and marker of a line: always the same for the same arm, and never colour alone, so
/// that a figure survives a black-and-white printer.
///
/// The first six colours are the palette of Okabe and Ito, told apart with any colour vision. Those
/// after them lie on the colour wheel by the golden angle, with the markers in other orders: no
/// colour comes twice, and no pair of a marker and a colour looks like an earlier one.
///
/// @param colour on white
/// @param bright the same hue on a dark page
/// @param dash length of the dashes; 0 is a solid line
record Look(String colour, String bright, Marker marker, double dash) {

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
          new Look("#0072b2", "#4fb0ea", Marker.CIRCLE, 0),
          new Look("#d55e00", "#ff8a3d", Marker.SQUARE, 0),
          new Look("#009e73", "#2ccb9f", Marker.TRIANGLE, 0),
          new Look("#b0568c", "#e08cc2", Marker.DIAMOND, 0),
          new Look("#a37500", "#d6a92e", Marker.PENTAGON, 0),
          new Look("#56b4e9", "#a8dcff", Marker.TRIANGLE_DOWN, 0));

  /// Dashes of the runs of a comparison, in their order.
  private static final double[] DASHES = {0, 7, 3, 12};

  private static final List<String> KNOWN = List.of("ticket", "reinit", "rearranged", "oneshot");

  /// A known arm's own look; other lines take the free ones in order.
  static Look of(String arm, int index) {
    int known = KNOWN.indexOf(arm);
    return known >= 0 ? LOOKS.get(known) : nth(KNOWN.size() + index);
  }

  /// The n-th of lines that have an order, from blue over green to orange.
  static Look ordered(int index, int count) {
    double hue = 225 - 195.0 * index / Math.max(1, count - 1);
    return new Look(hsl(hue, 0.38), hsl(hue, 0.64), LOOKS.get(index % LOOKS.size()).marker(), 0);
  }

  /// The same colour with another marker.
  Look marked(Marker other) {
    return new Look(colour, bright, other, dash);
  }

  /// The same line in another run.
  Look ofRun(int run) {
    return new Look(colour, bright, marker, DASHES[run % DASHES.length]);
  }

  /// A colour of saturation 0.75 as `#rrggbb`.
  private static String hsl(double hue, double lightness) {
    var hex = new StringBuilder("#");
    double chroma = 0.75 * Math.min(lightness, 1 - lightness);
    for (int offset : new int[] {0, 8, 4}) {
      double k = (offset + hue / 30) % 12;
      double part = lightness - chroma * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
      hex.append(String.format(Locale.ROOT, "%02x", Math.round(255 * part)));
    }
    return hex.toString();
  }

  /// The n-th of lines that have no order.
  static Look nth(int index) {
    int round = index / LOOKS.size();
    if (round == 0) {
      return LOOKS.get(index);
    }
    double hue = (20 + 137.508 * index) % 360;
    Marker marker = LOOKS.get((index + round) % LOOKS.size()).marker();
    return new Look(hsl(hue, 0.32), hsl(hue, 0.68), marker, 0);
  }
}
