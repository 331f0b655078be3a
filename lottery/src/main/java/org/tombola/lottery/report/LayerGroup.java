package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Arms that cut every layer alike, as a control with the ticket's mask does: they share one table.
///
/// @param arms their names, in the order of the report
/// @param levels every level one of them has, by level
record LayerGroup(List<String> arms, List<LayerDensity> levels) {

  /// Two arms belong together when they agree at every level both have.
  static List<LayerGroup> of(SequencedMap<String, List<LayerDensity>> layers) {
    var groups = new ArrayList<LayerGroup>();
    layers.forEach(
        (arm, levels) -> {
          for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).agrees(levels)) {
              groups.set(i, groups.get(i).with(arm, levels));
              return;
            }
          }
          groups.add(new LayerGroup(List.of(arm), levels));
        });
    return List.copyOf(groups);
  }

  private boolean agrees(List<LayerDensity> others) {
    return others.stream()
        .allMatch(o -> levels.stream().allMatch(l -> l.level() != o.level() || l.equals(o)));
  }

  private LayerGroup with(String arm, List<LayerDensity> others) {
    var names = new ArrayList<>(arms);
    names.add(arm);
    var byLevel = new TreeMap<Integer, LayerDensity>();
    levels.forEach(l -> byLevel.put(l.level(), l));
    others.forEach(l -> byLevel.put(l.level(), l));
    return new LayerGroup(List.copyOf(names), List.copyOf(byLevel.values()));
  }
}
