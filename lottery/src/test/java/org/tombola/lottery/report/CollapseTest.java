package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollapseTest {
  private static LayerDensity level(int level, double density, double... shares) {
    var layers = new LinkedHashMap<String, Double>();
    for (int i = 0; i < shares.length; i++) {
      layers.put("conv" + (i + 1), shares[i]);
    }
    return new LayerDensity(level, density, layers);
  }

  @Test
  void an_empty_layer_is_told_once_where_it_is_empty_first() {
    var arms = new LinkedHashMap<String, List<LayerDensity>>();
    arms.put(
        "ticket",
        List.of(level(0, 1, 1, 1, 1), level(1, 0.1, 0.2, 0, 0.1), level(2, 0.01, 0, 0, 0.1)));
    arms.put("reinit", List.of(level(1, 0.1, 0.1, 0.1, 0.1)));
    assertEquals(
        List.of(
            "Layer collapse: in ticket no weight is left of conv2 from 10.0 % on.",
            "Layer collapse: in ticket no weight is left of conv1 from 1.0 % on."),
        Collapse.sentences(arms));
  }
}
