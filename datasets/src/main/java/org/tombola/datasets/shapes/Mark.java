package org.tombola.datasets.shapes;

import java.util.List;

/// What is seen at a pixel, in one byte: 0 for paper, else 1 + hue + 4·texture + 16·form.
public final class Mark {
  /// No thing.
  public static final byte PAPER = 0;

  private static final int WAYS = 4;

  private Mark() {}

  static byte of(Form form, Texture texture, Hue hue) {
    int forms = List.of(Form.values()).indexOf(form);
    int textures = List.of(Texture.values()).indexOf(texture);
    int hues = List.of(Hue.values()).indexOf(hue);
    return (byte) (1 + hues + WAYS * (textures + WAYS * forms));
  }

  /// What is seen there, counted from 1 in that category; 0 for paper.
  ///
  /// @param category 0 form, 1 texture, 2 hue
  public static int concept(byte mark, int category) {
    int digits = mark - 1;
    return mark == PAPER
        ? 0
        : 1
            + switch (category) {
              case 0 -> digits / (WAYS * WAYS);
              case 1 -> digits / WAYS % WAYS;
              case 2 -> digits % WAYS;
              default -> throw new IndexOutOfBoundsException("category " + category);
            };
  }
}
