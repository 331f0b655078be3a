package org.tombola.lottery.run;

import org.tombola.datasets.Dataset;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.arm.Sources;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.prune.Pruner;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Init;
import org.tombola.nn.Module;
import org.tombola.nn.Weights;
import org.tombola.nn.models.Models;

/// What the arms build on, from the network's registry and the finished cells of a run.
///
/// Networks are made on the current backend. Initial weights are drawn anew each time, a function
/// of seed and parameter name: there is no copy that training could change.
record Laboratory(Settings settings, Dataset data, RunStore store) implements Sources {
  /// A network with weights drawn from `rng`.
  Module network(Rng rng) {
    var shape = data.train().shape();
    return Models.create(
        settings.network(),
        Shape.of(shape.channels(), shape.height(), shape.width()),
        data.train().classes(),
        Init.named(settings.init()),
        rng);
  }

  @Override
  public Weights init(int seed) {
    return Weights.of(network(new Rng(seed)));
  }

  @Override
  public Weights redrawn(int seed, String stream) {
    return Weights.of(network(new Rng(new Rng(seed).stream(stream).bits(0))));
  }

  @Override
  public Weights trained(Cell cell) {
    return Weights.read(store.cell(cell).weights());
  }

  @Override
  public Mask mask(Cell cell) {
    return Mask.read(store.cell(cell).mask());
  }

  @Override
  public Mask dense() {
    return Mask.dense(network(new Rng(0)));
  }

  @Override
  public Pruner pruner() {
    return Pruner.of(settings.prune());
  }
}
