package org.tombola.bench.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.tombola.bench.crossover.Crossover;
import org.tombola.bench.crossover.Curve;
import org.tombola.bench.ladder.Rounds;
import org.tombola.bench.layer.Layer;
import org.tombola.bench.layer.Zoo;

/// The crossover of every layer of some networks, as a document.
final class Crossings {
  private static final List<String> NETWORKS =
      List.of("lenet-300-100", "conv-6", "vgg-16", "resnet-20");

  private final Crossover crossover;
  private final List<String> networks;

  private Crossings(Crossover crossover, List<String> networks) {
    this.crossover = crossover;
    this.networks = networks;
  }

  /// Some minutes, for figures worth keeping.
  static Crossings full() {
    return new Crossings(new Crossover(new Rounds(0.3, 0.05, 7), Crossover.DENSITIES), NETWORKS);
  }

  /// Some seconds, to see that everything runs; the figures mean nothing.
  static Crossings quick() {
    return new Crossings(
        new Crossover(new Rounds(0, 0, 1), Crossover.DENSITIES), NETWORKS.subList(0, 1));
  }

  /// Measures network by network; a shape that an earlier one has is not measured again.
  ///
  /// @param progress told what is going on
  /// @param written given the document as far as it goes, after every network
  void run(Consumer<String> progress, Consumer<String> written) {
    StringBuilder document = new StringBuilder(Report.crossovers(crossover.rounds()));
    Set<Layer> seen = new HashSet<>();
    for (String network : networks) {
      List<Curve> curves = new ArrayList<>();
      for (Layer layer : Zoo.layers(network)) {
        if (seen.add(layer)) {
          progress.accept("timing " + network + ", " + layer);
          curves.addAll(crossover.curves(layer));
        }
      }
      document
          .append("\n## " + network + "\n\n")
          .append(CrossoverTable.text(crossover.densities(), curves));
      written.accept(document.toString());
    }
  }
}
