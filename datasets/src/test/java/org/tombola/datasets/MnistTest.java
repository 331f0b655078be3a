package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The published files, where somebody has them: `-Dtombola.data=DIR`, with `DIR/mnist/*.gz`.
class MnistTest {
  @Test
  void the_published_files_have_their_checksums_counts_and_mean() {
    String folder = System.getProperty("tombola.data");
    assumeTrue(folder != null, "give -Dtombola.data=DIR to check the real files");
    assertNotNull(folder);
    List<String> warnings = new ArrayList<>();
    Dataset mnist =
        Datasets.open(
            "mnist",
            DataSource.standard().withDirectory(Path.of(folder)).withWarnings(warnings::add));
    assertEquals(List.of(), warnings);
    assertEquals(60_000, mnist.train().size());
    assertEquals(10_000, mnist.test().size());
    assertEquals(5, mnist.train().label(0));
    float[] x = new float[784];
    double sum = 0;
    for (int i = 0; i < 60_000; i++) {
      mnist.train().copyTo(i, x, 0);
      for (float value : x) {
        sum += value;
      }
    }
    assertEquals(0, sum / (60_000.0 * 784), 1e-3);
  }
}
