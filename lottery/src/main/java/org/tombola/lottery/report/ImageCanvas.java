package org.tombola.lottery.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/// Paints a figure with AWT and writes it as PNG, at twice the size for print.
///
/// AWT needs native font libraries and at least one font even without a screen. Where they are
/// missing its classes fail to load, with errors rather than exceptions; [Figures] expects that.
final class ImageCanvas implements Canvas {
  private static final int SCALE = 2;

  private final BufferedImage image;
  private final Graphics2D ink;

  ImageCanvas(int width, int height) {
    image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    ink = image.createGraphics();
    ink.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    ink.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    ink.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    ink.scale(SCALE, SCALE);
    ink.setColor(Color.WHITE);
    ink.fillRect(0, 0, width, height);
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, Pen pen) {
    take(pen);
    ink.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void polyline(double[] xs, double[] ys, Pen pen) {
    take(pen);
    ink.draw(path(xs, ys));
  }

  private void take(Pen pen) {
    float dash = (float) pen.dash();
    ink.setStroke(
        dash == 0
            ? new BasicStroke((float) pen.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
            : new BasicStroke(
                (float) pen.width(),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                1,
                new float[] {dash, 0.7f * dash},
                0));
    ink.setColor(Color.decode(pen.colour()));
  }

  private static Path2D.Double path(double[] xs, double[] ys) {
    var path = new Path2D.Double();
    path.moveTo(xs[0], ys[0]);
    for (int i = 1; i < xs.length; i++) {
      path.lineTo(xs[i], ys[i]);
    }
    return path;
  }

  @Override
  public void polygon(double[] xs, double[] ys, String fill, String tip) {
    var outline = path(xs, ys);
    outline.closePath();
    ink.setColor(Color.decode(fill));
    ink.fill(outline);
    ink.setStroke(new BasicStroke(0.8f));
    ink.setColor(Color.WHITE);
    ink.draw(outline);
  }

  @Override
  public void text(double x, double y, String text, Lettering lettering) {
    ink.setFont(
        new Font(Font.SANS_SERIF, lettering.bold() ? Font.BOLD : Font.PLAIN, 1)
            .deriveFont((float) lettering.size()));
    ink.setColor(Color.decode(lettering.colour()));
    double width = ink.getFontMetrics().getStringBounds(text, ink).getWidth();
    double left =
        switch (lettering.anchor()) {
          case START -> x;
          case MIDDLE -> x - width / 2;
          case END -> x - width;
        };
    ink.drawString(text, (float) left, (float) y);
  }

  @Override
  public void upwards(double x, double y, String text, Lettering lettering) {
    ink.rotate(-Math.PI / 2, x, y);
    text(x, y, text, lettering.at(Anchor.MIDDLE));
    ink.rotate(Math.PI / 2, x, y);
  }

  void write(Path file) throws IOException {
    ink.dispose();
    try (var out = Files.newOutputStream(file)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IOException("this JDK has no PNG writer");
      }
    }
  }
}
