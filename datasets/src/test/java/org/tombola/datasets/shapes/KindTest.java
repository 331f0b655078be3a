package org.tombola.datasets.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KindTest {
  @Test
  void a_thing_is_of_one_kind_at_most() {
    for (Form form : Form.values()) {
      for (Texture texture : Texture.values()) {
        for (Hue hue : Hue.values()) {
          List<Kind> kinds = Kind.of(form, texture, hue);
          assertTrue(kinds.size() <= 1, () -> form + " " + texture + " " + hue + ": " + kinds);
        }
      }
    }
  }

  @Test
  void no_form_texture_or_hue_gives_a_kind_away() {
    for (Form form : Form.values()) {
      assertTrue(kinds(Set.of(form), all(Texture.class), all(Hue.class)).size() >= 2, form.name());
    }
    for (Texture texture : Texture.values()) {
      assertTrue(kinds(all(Form.class), Set.of(texture), all(Hue.class)).size() >= 4);
    }
    for (Hue hue : Hue.values()) {
      assertTrue(kinds(all(Form.class), all(Texture.class), Set.of(hue)).size() >= 4);
    }
  }

  @Test
  void every_kind_leaves_something_open() {
    for (Kind kind : Kind.all()) {
      int ways = kind.forms().size() * kind.textures().size() * kind.hues().size();
      assertTrue(ways >= 3, kind.text());
    }
    assertEquals("striped disc", Kind.STRIPED_DISC.text());
  }

  private static <E extends Enum<E>> Set<E> all(Class<E> type) {
    return EnumSet.allOf(type);
  }

  private static Set<Kind> kinds(Set<Form> forms, Set<Texture> textures, Set<Hue> hues) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (Form form : forms) {
      for (Texture texture : textures) {
        for (Hue hue : hues) {
          kinds.addAll(Kind.of(form, texture, hue));
        }
      }
    }
    return kinds;
  }
}
