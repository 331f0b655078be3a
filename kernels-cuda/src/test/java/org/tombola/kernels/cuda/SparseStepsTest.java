package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tombola.engine.Rng;

/// Lists of what is left, read as the kernels read them.
class SparseStepsTest {
  private static final int ACROSS = 3;
  private static final int TAPS = 6;

  @ParameterizedTest
  @CsvSource({
    "1, 1, 64, 1.0",
    "300, 40, 64, 0.02",
    "128, 40, 64, 1.0",
    "129, 31, 128, 0.3",
    "7, 5, 64, 0"
  })
  void every_entry_is_in_a_step_that_fits(int rows, int channels, int width, double density) {
    SparseMatrix matrix = matrix(rows, channels, density);
    SparseSteps steps = new SparseSteps(matrix, width);
    SparseList list = steps.at(0);
    int[] words = steps.words();
    assertEquals(list.owners() / 4 + list.steps(), words.length);
    BitSet seen = new BitSet();
    int next = 0;
    for (int group = 0; group < list.groups(); group++) {
      for (int step = word(words, list.bounds(), group);
          step < word(words, list.bounds(), group + 1);
          step++) {
        assertEquals(group, word(words, list.owners(), step));
        int first = next;
        for (int row = 0; row < SparseList.ROWS; row++) {
          int at = step * (SparseList.ROWS + 1) + row;
          assertEquals(next, word(words, list.starts(), at));
          for (; next < word(words, list.starts(), at + 1); next++) {
            int place = word(words, list.entries(), 2 * next);
            assertEquals(row, place >>> 16);
            int slot = step * width + (place & 0xffff);
            int channel = word(words, list.columns(), 2 * slot);
            int tap = word(words, list.columns(), 2 * slot + 1);
            int column = ((tap >>> 16) * ACROSS + (tap & 0xffff)) * channels + channel;
            int value = word(words, list.entries(), 2 * next + 1);
            assertEquals((group * SparseList.ROWS + row) * channels * TAPS + column, value);
            assertTrue((place & 0xffff) < width && !seen.get(value), "once");
            seen.set(value);
          }
        }
        assertTrue(next > first && next - first <= SparseList.ENTRIES, "fits, and is not empty");
      }
    }
    assertEquals(matrix.kept(), seen.cardinality());
  }

  private static int word(int[] words, long from, int i) {
    return words[(int) (from / Integer.BYTES) + i];
  }

  /// A place among the weights says row and column.
  private static SparseMatrix matrix(int rows, int channels, double density) {
    int columns = TAPS * channels;
    int[] places = new int[rows * columns];
    int kept = 0;
    var stream = new Rng(1).stream("left");
    for (int i = 0; i < places.length; i++) {
      if (stream.uniform(i) < density) {
        places[kept++] = i;
      }
    }
    int[] left = Arrays.copyOf(places, kept);
    int[] row = Arrays.stream(left).map(place -> place / columns).toArray();
    int[] column = Arrays.stream(left).map(place -> place % columns).toArray();
    return new SparseMatrix(rows, channels, TAPS, ACROSS, row, column, left);
  }
}
