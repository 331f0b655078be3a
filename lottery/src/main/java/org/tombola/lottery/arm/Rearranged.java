package org.tombola.lottery.arm;

import java.util.List;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Rng;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;

/// As many weights a layer as the ticket has, at random places, drawn anew: do the layers'
/// densities alone make a ticket? (Frankle and Carbin, first version of 2018, "random sparsity".)
record Rearranged() implements Arm {
  @Override
  public String name() {
    return "rearranged";
  }

  @Override
  public String about() {
    return "the ticket's count in each layer, at random places, with redrawn weights";
  }

  @Override
  public List<Cell> needs(Cell cell) {
    return Ticket.before(cell);
  }

  @Override
  public Start start(Cell cell, Sources sources) {
    String stream = "rearranged/level-" + cell.level();
    var random = new Rng(cell.seed());
    var layers =
        Ticket.mask(cell, sources).layers().stream()
            .map(layer -> shuffled(layer, random.stream(stream + "/" + layer.name())))
            .toList();
    return Start.of(sources.redrawn(cell.seed(), stream), Mask.of(layers));
  }

  /// As many ones, at random places.
  private static NamedMask shuffled(NamedMask layer, RandomStream random) {
    int size = layer.shape().size();
    int[] order = random.permutation(size, 0);
    boolean[] keeps = new boolean[size];
    int kept = Mask.kept(layer);
    for (int i = 0; i < kept; i++) {
      keeps[order[i]] = true;
    }
    return NamedMask.of(layer.name(), layer.shape(), keeps);
  }
}
