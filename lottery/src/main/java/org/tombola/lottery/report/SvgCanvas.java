package org.tombola.lottery.report;

import java.util.Locale;
import java.util.StringJoiner;

/// Writes a figure as SVG: real text in a generic font family, no script, no style sheet, nothing
/// fetched. Can stand alone or inside a page.
final class SvgCanvas implements Canvas {
  static final String FONTS = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

  private final StringBuilder svg = new StringBuilder();

  /// `title` and `description` are what a screen reader says.
  SvgCanvas(int width, int height, String title, String description) {
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
        role="img" font-family="%3$s">
        <title>%4$s</title>
        <desc>%5$s</desc>
        <rect width="%1$d" height="%2$d" fill="#ffffff"/>
        """
            .formatted(
                width, height, Html.escape(FONTS), Html.escape(title), Html.escape(description)));
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, Pen pen) {
    svg.append(
        """
        <line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="%s"%s/>
        """
            .formatted(
                number(x1),
                number(y1),
                number(x2),
                number(y2),
                pen.colour(),
                number(pen.width()),
                dashes(pen)));
  }

  @Override
  public void polyline(double[] xs, double[] ys, Pen pen) {
    svg.append(
        """
        <polyline points="%s" fill="none" stroke="%s" stroke-width="%s" stroke-linejoin="round"%s/>
        """
            .formatted(points(xs, ys), pen.colour(), number(pen.width()), dashes(pen)));
  }

  private static String points(double[] xs, double[] ys) {
    var points = new StringJoiner(" ");
    for (int i = 0; i < xs.length; i++) {
      points.add(number(xs[i]) + "," + number(ys[i]));
    }
    return points.toString();
  }

  @Override
  public void polygon(double[] xs, double[] ys, String fill, String tip) {
    svg.append(
        """
        <polygon points="%s" fill="%s" stroke="#ffffff" stroke-width="0.8"><title>%s</title></polygon>
        """
            .formatted(points(xs, ys), fill, Html.escape(tip)));
  }

  @Override
  public void text(double x, double y, String text, Lettering lettering) {
    text(x, y, text, lettering, "");
  }

  @Override
  public void upwards(double x, double y, String text, Lettering lettering) {
    String turn = " transform=\"rotate(-90 %s %s)\"".formatted(number(x), number(y));
    text(x, y, text, lettering.at(Anchor.MIDDLE), turn);
  }

  private void text(double x, double y, String text, Lettering lettering, String transform) {
    svg.append(
        """
        <text x="%s" y="%s" font-size="%s" fill="%s" text-anchor="%s"%s%s>%s</text>
        """
            .formatted(
                number(x),
                number(y),
                number(lettering.size()),
                lettering.colour(),
                anchor(lettering.anchor()),
                lettering.bold() ? " font-weight=\"bold\"" : "",
                transform,
                Html.escape(text)));
  }

  private static String anchor(Anchor anchor) {
    return switch (anchor) {
      case START -> "start";
      case MIDDLE -> "middle";
      case END -> "end";
    };
  }

  private static String dashes(Pen pen) {
    return pen.dash() == 0
        ? ""
        : " stroke-dasharray=\"%s %s\"".formatted(number(pen.dash()), number(0.7 * pen.dash()));
  }

  /// With a point, whatever the language of the machine.
  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /// The document so far, closed.
  @Override
  public String toString() {
    return svg + "</svg>\n";
  }
}
