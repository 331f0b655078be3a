package org.tombola.datasets.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Rng;

class ShapePainterTest {
  private static final int PIXELS = ShapePainter.SIDE * ShapePainter.SIDE;

  private static final int RED = 1 + ShapePainter.hues().indexOf("red");
  private static final int BLUE = 1 + ShapePainter.hues().indexOf("blue");

  private final ShapePainter painter = new ShapePainter(new Rng(1), "train");
  private final byte[] picture = new byte[ShapePainter.SIZE];
  private final byte[] marks = new byte[PIXELS];

  @Test
  void the_thing_with_most_pixels_is_of_the_labels_kind() {
    for (int i = 0; i < 300; i++) {
      painter.paint(i, picture, 0, marks);
      int[] seen = new int[65];
      for (byte mark : marks) {
        seen[mark] += mark == Mark.PAPER ? 0 : 1;
      }
      int most = Arrays.stream(seen).max().orElseThrow();
      byte largest = (byte) Arrays.stream(seen).boxed().toList().indexOf(most);
      assertTrue(kindOf(largest).contains(Kind.all().get(painter.label(i))), "example " + i);
      assertTrue(most > 80 && most < 500, most + " pixels in example " + i);
    }
  }

  @Test
  void marked_pixels_are_coloured_like_their_hue() {
    int[] right = new int[2];
    for (int i = 0; i < 300; i++) {
      painter.paint(i, picture, 0, marks);
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        int red = picture[pixel] & 0xFF;
        int blue = picture[pixel + 2 * PIXELS] & 0xFF;
        int hue = Mark.concept(marks[pixel], 2);
        if (hue == RED || hue == BLUE) {
          right[red > blue == (hue == RED) ? 1 : 0]++;
        }
      }
    }
    assertTrue(right[1] > 50 * right[0], Arrays.toString(right));
  }

  @Test
  void the_small_things_are_of_every_form_texture_and_hue() {
    int[][] counts = new int[3][5];
    for (int i = 0; i < 300; i++) {
      painter.paint(i, picture, 0, marks);
      for (byte mark : marks) {
        for (int category = 0; category < 3; category++) {
          counts[category][Mark.concept(mark, category)]++;
        }
      }
    }
    for (int[] count : counts) {
      assertTrue(Arrays.stream(count).min().orElse(0) > 1000, Arrays.toString(count));
    }
  }

  @Test
  void a_mark_tells_form_texture_and_hue_apart() {
    byte mark = Mark.of(Form.TRIANGLE, Texture.DOTS, Hue.YELLOW);
    assertEquals("triangle", ShapePainter.forms().get(Mark.concept(mark, 0) - 1));
    assertEquals("dots", ShapePainter.textures().get(Mark.concept(mark, 1) - 1));
    assertEquals("yellow", ShapePainter.hues().get(Mark.concept(mark, 2) - 1));
    Set<Byte> marks = new HashSet<>();
    for (Form form : Form.values()) {
      for (Texture texture : Texture.values()) {
        for (Hue hue : Hue.values()) {
          marks.add(Mark.of(form, texture, hue));
        }
      }
    }
    assertEquals(64, marks.size());
    assertFalse(marks.contains(Mark.PAPER));
    assertEquals(0, Mark.concept(Mark.PAPER, 1));
  }

  private static List<Kind> kindOf(byte mark) {
    return Kind.of(
        List.of(Form.values()).get(Mark.concept(mark, 0) - 1),
        List.of(Texture.values()).get(Mark.concept(mark, 1) - 1),
        List.of(Hue.values()).get(Mark.concept(mark, 2) - 1));
  }
}
