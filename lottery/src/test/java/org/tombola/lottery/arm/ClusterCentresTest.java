package org.tombola.lottery.arm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;

class ClusterCentresTest {
  private static final RandomStream RANDOM = new Rng(0).stream("test");

  /// Six filters of two weights, of which the mask leaves two.
  private static float[] centres(float... values) {
    Shape shape = Shape.of(6, 1, 1, 2);
    boolean[] keeps = new boolean[12];
    keeps[0] = true;
    keeps[1] = true;
    keeps[6] = true; // filters 0 and 3
    return ClusterCentres.centres(
        NamedTensor.of("conv1.weight", shape, values),
        NamedMask.of("conv1.weight", shape, keeps),
        RANDOM);
  }

  @Test
  void filters_that_stay_are_the_centres_as_long_as_their_members() {
    // Three along (1, 0), with lengths 1, 2 and 6; three along (0.6, -0.8) with 1, 1 and 4.
    float[] centres = centres(1, 0, 0.6f, -0.8f, 2, 0, 0.6f, -0.8f, 6, 0, 2.4f, -3.2f);
    boolean along = centres[1] > -0.1;
    float[] first = {centres[0], centres[1]};
    float[] other = {centres[6], centres[7]};
    assertArrayEquals(new float[] {3, 0}, along ? first : other, 1e-5f);
    assertArrayEquals(new float[] {1.2f, -1.6f}, along ? other : first, 1e-5f);
    for (int i : new int[] {2, 3, 4, 5, 8, 9, 10, 11}) {
      assertEquals(0, centres[i], "pruned");
    }
  }

  @Test
  void filters_of_zeros_have_no_direction() {
    float[] centres = centres(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5);
    assertArrayEquals(new float[] {0, 5}, new float[] {centres[0], centres[1]}, 1e-6f);
    assertArrayEquals(new float[12], centres(new float[12]));
  }
}
