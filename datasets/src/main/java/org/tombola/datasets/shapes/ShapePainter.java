package org.tombola.datasets.shapes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tombola.datasets.drawing.Draws;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;

/// Draws colour pictures of one large thing before a few small ones, on shaded paper: example i of
/// a split is a function of (seed, split, i) alone.
///
/// The large thing's form, texture and hue decide the class; the small ones are of any form,
/// texture and hue, and decide nothing. Every pixel is known to belong to a thing or to the paper.
/// Only `+ − × ÷ √` and [StrictMath] are used: the same bytes everywhere.
///
/// Not safe for several threads at once; each has its own.
public final class ShapePainter {
  /// Side of the square pictures, in pixels.
  public static final int SIDE = 32;

  /// Values of one picture: red, green, blue.
  public static final int SIZE = 3 * SIDE * SIDE;

  private static final int PIXELS = SIDE * SIDE;
  private static final int FEWEST_SMALL = 3;
  private static final int MOST_SMALL = 6;

  private final RandomStream stream;
  private final double[] canvas = new double[SIZE]; // (3, H, W), white 1

  /// @param split names the stream, so that splits share no example
  public ShapePainter(Rng rng, String split) {
    this.stream = rng.stream("shapes/" + split);
  }

  /// The ten classes, like `striped disc`, in the order of their numbers.
  public static List<String> classes() {
    return Kind.all().stream().map(Kind::text).toList();
  }

  /// What a thing may be, in the order of their numbers.
  public static List<String> forms() {
    return names(Form.values());
  }

  /// How it may be patterned, in the order of their numbers.
  public static List<String> textures() {
    return names(Texture.values());
  }

  /// Of which colour it may be, in the order of their numbers.
  public static List<String> hues() {
    return names(Hue.values());
  }

  /// The class of example i, 0 to 9, each equally likely.
  public int label(long example) {
    return new Draws(stream, example).below(Kind.all().size());
  }

  /// Draws example i.
  ///
  /// @param into gets [#SIZE] bytes at `offset`: (3, H, W), row-major
  /// @param marks gets for each pixel which thing is seen there, see [Mark]: (H, W)
  public void paint(long example, byte[] into, int offset, byte[] marks) {
    Draws draws = new Draws(stream, example);
    Kind kind = Kind.all().get(draws.below(Kind.all().size()));
    paper(draws);
    Arrays.fill(marks, 0, PIXELS, Mark.PAPER);
    int small = FEWEST_SMALL + draws.below(MOST_SMALL - FEWEST_SMALL + 1);
    for (int i = 0; i < small; i++) {
      put(smallThing(draws), marks);
    }
    put(largeThing(kind, draws), marks);
    expose(draws, into, offset);
  }

  private static Thing largeThing(Kind kind, Draws draws) {
    return Thing.draw(
        any(kind.forms(), draws),
        any(kind.textures(), draws),
        any(kind.hues(), draws),
        SIDE / 2.0 + draws.around(2.8),
        SIDE / 2.0 + draws.around(2.8),
        draws.between(7.5, 11.5),
        draws);
  }

  private static Thing smallThing(Draws draws) {
    return Thing.draw(
        any(List.of(Form.values()), draws),
        any(List.of(Texture.values()), draws),
        any(List.of(Hue.values()), draws),
        draws.between(1, SIDE - 1),
        draws.between(1, SIDE - 1),
        draws.between(3, 5.5),
        draws);
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }

  private static <T> T any(List<T> all, Draws draws) {
    return all.get(draws.below(all.size()));
  }

  /// Grey with a cast, shaded in some direction.
  private void paper(Draws draws) {
    double across = draws.between(-0.01, 0.01);
    double down = draws.between(-0.01, 0.01);
    double grey = draws.between(0.25, 0.75);
    for (int channel = 0; channel < 3; channel++) {
      double middle = grey + draws.around(0.06);
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        int column = pixel % SIDE;
        int row = pixel / SIDE;
        canvas[channel * PIXELS + pixel] =
            middle + across * (column - SIDE / 2) + down * (row - SIDE / 2);
      }
    }
  }

  private void put(Thing thing, byte[] marks) {
    byte mark = Mark.of(thing.form(), thing.texture(), thing.hue());
    int top = clamp(thing.y() - thing.reach());
    int bottom = clamp(thing.y() + thing.reach());
    int left = clamp(thing.x() - thing.reach());
    int right = clamp(thing.x() + thing.reach());
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double coverage = thing.coverage(column, row);
        if (coverage > 0) {
          int pixel = row * SIDE + column;
          double tone = thing.tone(column, row);
          for (int channel = 0; channel < 3; channel++) {
            int at = channel * PIXELS + pixel;
            canvas[at] += coverage * (thing.colour(channel, tone) - canvas[at]);
          }
          if (coverage >= 0.5) {
            marks[pixel] = mark;
          }
        }
      }
    }
  }

  private static int clamp(double coordinate) {
    return Math.clamp((int) Math.floor(coordinate), 0, SIDE - 1);
  }

  /// Light and grain, the same in all channels of a pixel; then bytes.
  private void expose(Draws draws, byte[] into, int offset) {
    double light = draws.between(0.65, 1.15);
    double noise = draws.between(0.03, 0.13);
    for (int pixel = 0; pixel < PIXELS; pixel += 4) {
      long grains = draws.bits();
      for (int k = 0; k < 4; k++, grains >>>= 16) {
        // The sum of two bytes: a triangle of deviation 104.5 around 255.
        double grain = ((grains & 0xFF) + (grains >>> 8 & 0xFF) - 255) / 104.5 * noise;
        for (int at = pixel + k; at < SIZE; at += PIXELS) {
          double value = canvas[at] * light + grain;
          into[offset + at] = (byte) (int) (Math.clamp(value, 0.0, 1.0) * 255 + 0.5);
        }
      }
    }
  }
}
