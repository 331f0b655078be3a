package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.datasets.DatasetOptions.Choice;
import org.tombola.datasets.DatasetOptions.Pixels;
import org.tombola.datasets.shapes.ShapePainter;
import org.tombola.engine.Rng;

class ShapesTest {
  private static final Dataset SHAPES = Datasets.open("shapes", DataSource.standard());

  /// Published numbers rest on these bytes.
  @Test
  void the_whole_set_is_pinned() {
    assertEquals(
        "3d430ac148b93449b723bd0df1a5b92141e9d4ec6fca12019cb61bc44e0b5e20", SHAPES.checksum());
  }

  @Test
  void it_is_of_cifars_form_and_its_classes_have_names() {
    assertEquals(50_000, SHAPES.train().size());
    assertEquals(10_000, SHAPES.test().size());
    assertEquals(new ImageShape(3, 32, 32), SHAPES.train().shape());
    Listing listing =
        Datasets.list().stream().filter(l -> l.name().equals("shapes")).findFirst().orElseThrow();
    assertEquals(SHAPES.train().classes(), listing.classes().size());
    assertEquals("striped disc", listing.classes().getFirst());
  }

  @Test
  void classes_are_equally_many() {
    int[] counts = new int[10];
    for (int i = 0; i < SHAPES.train().size(); i++) {
      counts[SHAPES.train().label(i)]++;
    }
    for (int count : counts) {
      assertEquals(5000, count, 250);
    }
  }

  @Test
  void training_values_have_mean_0_and_deviation_1() {
    float[] x = new float[3072];
    double[] sums = new double[3];
    double[] squares = new double[3];
    for (int i = 0; i < 50_000; i++) {
      SHAPES.train().copyTo(i, x, 0);
      for (int k = 0; k < 3072; k++) {
        sums[k / 1024] += x[k];
        squares[k / 1024] += x[k] * x[k];
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      assertEquals(0, sums[channel] / (50_000.0 * 1024), 1e-3);
      assertEquals(1, squares[channel] / (50_000.0 * 1024), 2e-3);
    }
  }

  @Test
  void an_example_is_the_same_drawn_alone_or_in_company() {
    byte[] alone = new byte[3072];
    ShapePainter painter = new ShapePainter(new Rng(2019), "train");
    painter.paint(40_777, alone, 0, new byte[1024]);
    float[] table = new Normalisation(0.4541, 0.2544).table();
    float[] x = new float[3072];
    SHAPES.train().copyTo(40_777, x, 0);
    for (int i = 0; i < 1024; i++) {
      assertEquals(table[alone[i] & 0xFF], x[i]);
    }
    assertEquals(painter.label(40_777), SHAPES.train().label(40_777));
  }

  @Test
  void seeds_and_splits_differ() {
    byte[] train = picture(1, "train");
    assertTrue(!Arrays.equals(train, picture(2, "train")));
    assertTrue(!Arrays.equals(train, picture(1, "test")));
  }

  @Test
  void concepts_are_known_in_three_categories() {
    Concepts concepts = SHAPES.test().concepts().orElseThrow();
    assertEquals(
        List.of("shape", "texture", "colour"),
        concepts.categories().stream().map(Concepts.Category::name).toList());
    assertEquals(
        List.of("plain", "stripes", "checks", "dots"), concepts.categories().get(1).concepts());
    byte[][] marks = new byte[3][1024];
    for (int category = 0; category < 3; category++) {
      concepts.copyTo(123, category, marks[category], 0);
    }
    for (int pixel = 0; pixel < 1024; pixel++) {
      // A pixel is of a thing, which has all three, or of the paper, which has none.
      assertEquals(marks[0][pixel] == 0, marks[1][pixel] == 0);
      assertEquals(marks[0][pixel] == 0, marks[2][pixel] == 0);
    }
    assertThrows(IndexOutOfBoundsException.class, () -> concepts.copyTo(10_000, 0, marks[0], 0));
    assertThrows(IndexOutOfBoundsException.class, () -> concepts.copyTo(0, 3, marks[0], 0));
  }

  @Test
  void concepts_follow_a_view() {
    byte[] expected = new byte[1024];
    byte[] found = new byte[1024];
    Concepts all = SHAPES.train().concepts().orElseThrow();
    Examples part = new Subset(SHAPES.train(), new int[] {7, 4});
    all.copyTo(4, 0, expected, 0);
    part.concepts().orElseThrow().copyTo(1, 0, found, 0);
    assertArrayEquals(expected, found);
    Dataset moved =
        new DatasetOptions(0, Pixels.SHUFFLED, 0, Choice.RANDOM).apply(SHAPES, new Rng(1));
    assertTrue(moved.test().concepts().isEmpty());
  }

  private static byte[] picture(long seed, String split) {
    byte[] picture = new byte[3072];
    new ShapePainter(new Rng(seed), split).paint(0, picture, 0, new byte[1024]);
    return picture;
  }
}
