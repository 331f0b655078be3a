package org.tombola.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class XorTest {
  @Test
  void label_is_the_exclusive_or_of_the_inputs() {
    Dataset xor = Datasets.open("xor", DataSource.standard());
    assertEquals(new ImageShape(1, 1, 2), xor.train().shape());
    assertEquals(4, xor.train().size());
    assertEquals(2, xor.train().classes());
    float[] x = new float[2];
    for (int i = 0; i < 4; i++) {
      xor.test().copyTo(i, x, 0);
      assertEquals((i >> 1) + 2 * (i & 1), x[0] + 2 * x[1]);
      assertEquals((int) x[0] ^ (int) x[1], xor.test().label(i));
    }
  }
}
