package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  @Test
  void counts_insertions_deletions_and_replacements() {
    assertEquals(0, NearestName.distance("mnist", "mnist"));
    assertEquals(3, NearestName.distance("kitten", "sitting"));
    assertEquals(5, NearestName.distance("", "mnist"));
    assertEquals(1, NearestName.distance("digit", "digits"));
  }

  @Test
  void nearest_only_if_near() {
    List<String> known = List.of("digits", "mnist");
    assertEquals(Optional.of("digits"), NearestName.of("digit", known));
    assertEquals(Optional.empty(), NearestName.of("cifar", known));
  }
}
