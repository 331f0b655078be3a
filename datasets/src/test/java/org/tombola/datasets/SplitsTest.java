package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tombola.engine.Rng;

class SplitsTest {
  private static final Examples ALL = new Numbered(100);

  @Test
  void parts_are_disjoint_and_together_everything() {
    Splits parts = Splits.of(ALL, 30, new Rng(1));
    assertEquals(70, parts.train().size());
    assertEquals(30, parts.validation().size());
    List<Integer> seen = new ArrayList<>(labels(parts.train()));
    seen.addAll(labels(parts.validation()));
    Collections.sort(seen);
    assertEquals(labels(ALL), seen);
  }

  @Test
  void seed_decides() {
    List<Integer> once = labels(Splits.of(ALL, 30, new Rng(1)).validation());
    assertEquals(once, labels(Splits.of(ALL, 30, new Rng(1)).validation()));
    assertNotEquals(once, labels(Splits.of(ALL, 30, new Rng(2)).validation()));
  }

  @Test
  void view_copies_the_values_of_the_example_it_names() {
    Examples part = Splits.of(ALL, 30, new Rng(1)).validation();
    float[] x = new float[1];
    part.copyTo(5, x, 0);
    assertEquals(part.label(5), x[0]);
  }

  @Test
  void impossible_sizes() {
    for (int size : new int[] {-1, 100}) {
      DatasetException e =
          assertThrows(DatasetException.class, () -> Splits.of(ALL, size, new Rng(1)));
      assertTrue(String.valueOf(e.getMessage()).contains("give 0 to 99"), e.getMessage());
    }
  }

  @Test
  void of_some_classes_labels_stay_what_they_are() {
    Examples all = new Labelled(0, 2, 2, 0, 1, 2, 0, 2);
    assertEquals(List.of(2, 2, 1, 2, 2), labels(Splits.ofClasses(all, Set.of(1, 2))));
    assertEquals(all.classes(), Splits.ofClasses(all, Set.of(1)).classes());
    var none = assertThrows(DatasetException.class, () -> Splits.ofClasses(all, Set.of(7)));
    assertTrue(String.valueOf(none.getMessage()).contains("classes [7]"), none::getMessage);
  }

  /// Of 3, 1 and 4 examples of three classes.
  @Test
  void some_of_each_class_take_turns() {
    Examples all = new Labelled(0, 2, 2, 0, 1, 2, 0, 2);
    Examples some = Splits.ofEachClass(all, 3, new Rng(1).stream("some"));
    List<Integer> labels = labels(some);
    assertEquals(List.of(0, 1, 2, 0, 2, 0, 2), labels);
    assertEquals(labels, labels(Splits.ofEachClass(all, 3, new Rng(1).stream("some"))));
    Set<Float> places = new HashSet<>();
    float[] x = new float[1];
    for (int i = 0; i < some.size(); i++) {
      some.copyTo(i, x, 0);
      places.add(x[0]);
    }
    assertEquals(some.size(), places.size(), "each once");
    assertThrows(
        DatasetException.class, () -> Splits.ofEachClass(all, 0, new Rng(1).stream("some")));
  }

  @Test
  void a_range_is_a_view() {
    assertEquals(List.of(7, 8, 9), labels(Splits.range(ALL, 7, 10)));
    for (int[] range : new int[][] {{-1, 3}, {3, 3}, {90, 101}}) {
      var e = assertThrows(DatasetException.class, () -> Splits.range(ALL, range[0], range[1]));
      assertTrue(String.valueOf(e.getMessage()).contains("of 100"), e.getMessage());
    }
  }

  private static List<Integer> labels(Examples examples) {
    return IntStream.range(0, examples.size()).mapToObj(examples::label).toList();
  }

  /// The value of an example is its index.
  private static final class Labelled implements Examples {
    private final int[] labels;

    Labelled(int... labels) {
      this.labels = labels;
    }

    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public int classes() {
      return 3;
    }

    @Override
    public ImageShape shape() {
      return new ImageShape(1, 1, 1);
    }

    @Override
    public int label(int index) {
      return labels[index];
    }

    @Override
    public void copyTo(int index, float[] into, int offset) {
      into[offset] = index;
    }
  }
}
