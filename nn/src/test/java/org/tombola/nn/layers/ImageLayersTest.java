package org.tombola.nn.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tombola.engine.EngineException;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.Tensor;
import org.tombola.engine.spi.Window;
import org.tombola.nn.BadSetting;
import org.tombola.nn.Init;
import org.tombola.nn.Initializer;
import org.tombola.nn.Names;
import org.tombola.nn.Parameter;
import org.tombola.nn.Phase;

/// Layers without statistics, on one image small enough to compute by hand.
class ImageLayersTest {
  private static final Initializer INIT = Initializer.of(Init.KAIMING_NORMAL, new Rng(0));
  private static final Names CONV = Names.ROOT.child("conv");

  /// One image, one channel: 1 2 3 / 4 5 6 / 7 8 9.
  private final Tensor x = Tensor.batch(Shape.of(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9);

  @Test
  void a_convolution_correlates_and_adds_its_bias() {
    var conv = Conv2d.of(CONV, 1, 1, Window.of(2, 1, 0), INIT);
    conv.weight().write(new float[] {1, 0, 0, -10});
    conv.parameters().toList().getLast().write(new float[] {0.5f});
    assertArrayEquals(
        new float[] {-48.5f, -57.5f, -75.5f, -84.5f}, conv.forward(x, Phase.EVAL).toArray());
  }

  @Test
  void a_convolution_strides_and_pads() {
    var conv = Conv2d.withoutBias(CONV, 1, 2, Window.of(3, 2, 1), INIT);
    float[] both = new float[18];
    both[4] = 1; // output 0: the pixel itself
    both[9] = 1; // output 1: the pixel up and left
    conv.weight().write(both);
    Tensor y = conv.forward(x, Phase.TRAIN);
    assertEquals(Shape.of(1, 2, 2, 2), y.shape());
    assertArrayEquals(new float[] {1, 3, 7, 9, 0, 0, 0, 5}, y.toArray());
    assertEquals(
        List.of("conv.weight"), conv.parameters().map(Parameter::name).toList(), "no bias");
  }

  @Test
  void pools_take_the_largest_or_the_mean_and_leave_an_odd_edge_out() {
    assertArrayEquals(new float[] {5}, MaxPool2d.of(2).forward(x, Phase.EVAL).toArray());
    assertArrayEquals(new float[] {3}, AvgPool2d.of(2).forward(x, Phase.EVAL).toArray());
    assertArrayEquals(
        new float[] {5, 6, 8, 9}, new MaxPool2d(3, 2, 1).forward(x, Phase.EVAL).toArray());
    assertArrayEquals(
        new float[] {1, 3, 7, 9}, new AvgPool2d(1, 2, 0).forward(x, Phase.EVAL).toArray());
  }

  @Test
  void the_global_mean_leaves_one_number_a_channel() {
    Tensor y = new GlobalAvgPool().forward(x, Phase.EVAL);
    assertEquals(Shape.of(1, 1), y.shape());
    assertArrayEquals(new float[] {5}, y.toArray());
  }

  @Test
  void what_does_not_fit_is_refused() {
    var conv = Conv2d.of(CONV, 2, 1, Window.of(3, 1, 1), INIT);
    assertThrows(EngineException.class, () -> conv.forward(x, Phase.EVAL));
    assertThrows(EngineException.class, () -> MaxPool2d.of(4).forward(x, Phase.EVAL));
    var e = assertThrows(BadSetting.class, () -> Conv2d.of(CONV, 0, 1, Window.of(3, 1, 1), INIT));
    assertEquals("conv.inputs is 0: it must be at least 1", e.getMessage());
  }
}
