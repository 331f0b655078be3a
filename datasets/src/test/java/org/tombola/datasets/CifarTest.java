package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The published files, where somebody has them: `-Dtombola.data=DIR`, with
/// `DIR/cifar-10-batches-bin/*.bin`.
class CifarTest {
  @Test
  void the_published_files_have_their_checksums_counts_means_and_deviations() {
    String folder = System.getProperty("tombola.data");
    assumeTrue(folder != null, "give -Dtombola.data=DIR to check the real files");
    assertNotNull(folder);
    List<String> warnings = new ArrayList<>();
    DataSource own = DataSource.standard().withWarnings(warnings::add);
    Dataset cifar = Datasets.open("cifar-10", own.withDirectory(Path.of(folder)));
    assertEquals(List.of(), warnings);
    assertEquals(50_000, cifar.train().size());
    assertEquals(10_000, cifar.test().size());
    assertEquals(6, cifar.train().label(0), "a frog");
    assertEquals(3, cifar.test().label(0), "a cat");
    double[] sums = new double[3];
    double[] squares = new double[3];
    float[] x = new float[3072];
    for (int i = 0; i < 50_000; i++) {
      cifar.train().copyTo(i, x, 0);
      for (int k = 0; k < x.length; k++) {
        sums[k / 1024] += x[k];
        squares[k / 1024] += x[k] * x[k];
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      assertEquals(0, sums[channel] / (50_000.0 * 1024), 1e-3);
      assertEquals(1, squares[channel] / (50_000.0 * 1024), 1e-3);
    }
  }
}
