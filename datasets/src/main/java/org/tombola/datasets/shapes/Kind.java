package org.tombola.datasets.shapes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The ten classes: each fixes two of form, texture and hue, and leaves the third open.
///
/// Every form, texture and hue occurs in at least two classes, so none gives a class away; every
/// thing that [#of] accepts belongs to exactly one.
enum Kind {
  STRIPED_DISC(Form.DISC, Texture.STRIPES, null),
  DOTTED_DISC(Form.DISC, Texture.DOTS, null),
  STRIPED_SQUARE(Form.SQUARE, Texture.STRIPES, null),
  CHECKED_SQUARE(Form.SQUARE, Texture.CHECKS, null),
  DOTTED_TRIANGLE(Form.TRIANGLE, Texture.DOTS, null),
  CHECKED_TRIANGLE(Form.TRIANGLE, Texture.CHECKS, null),
  RED_CROSS(Form.CROSS, null, Hue.RED),
  BLUE_CROSS(Form.CROSS, null, Hue.BLUE),
  PLAIN_YELLOW(null, Texture.PLAIN, Hue.YELLOW),
  PLAIN_GREEN(null, Texture.PLAIN, Hue.GREEN);

  private static final List<Kind> ALL = List.of(values());

  private final @Nullable Form form;
  private final @Nullable Texture texture;
  private final @Nullable Hue hue;

  Kind(@Nullable Form form, @Nullable Texture texture, @Nullable Hue hue) {
    this.form = form;
    this.texture = texture;
    this.hue = hue;
  }

  static List<Kind> all() {
    return ALL;
  }

  /// Like `striped disc`.
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// The forms it may have.
  List<Form> forms() {
    return form != null ? List.of(form) : List.of(Form.DISC, Form.SQUARE, Form.TRIANGLE);
  }

  List<Texture> textures() {
    return texture != null ? List.of(texture) : List.of(Texture.values());
  }

  List<Hue> hues() {
    return hue != null ? List.of(hue) : List.of(Hue.values());
  }

  /// Whether a thing is of this kind.
  boolean holds(Form form, Texture texture, Hue hue) {
    return forms().contains(form) && textures().contains(texture) && hues().contains(hue);
  }

  /// The kinds a thing is of: one, or none.
  static List<Kind> of(Form form, Texture texture, Hue hue) {
    return Arrays.stream(values()).filter(kind -> kind.holds(form, texture, hue)).toList();
  }
}
