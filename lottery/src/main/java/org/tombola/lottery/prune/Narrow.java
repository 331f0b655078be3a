package org.tombola.lottery.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tombola.engine.RandomStream;
import org.tombola.engine.Shape;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Weights;

/// Leaves a small dense network: of every layer but the input and the output the first units or
/// channels, the same part of each, and all weights between them. The part is the one whose number
/// of weights is nearest to what another pruning leaves ("small dense training", Ma et al. 2021,
/// section 3). Nothing is ranked.
///
/// Layers of one width keep the same channels, so that shortcuts fit. What a channel that is gone
/// adds, its normalisation's shift or its bias, is read by nobody.
///
/// @param pruner says how many weights stay in all
public record Narrow(Pruner pruner) implements Pruning {
  /// Halvings of the interval of parts: no two numbers of weights are nearer.
  private static final int HALVINGS = 40;

  @Override
  public Mask prune(Weights trained, Mask mask, int rounds, Function<String, RandomStream> random) {
    List<Shape> shapes = mask.layers().stream().map(NamedMask::shape).toList();
    double part = part(shapes, pruner.left(mask, rounds));
    var layers = new ArrayList<NamedMask>();
    for (int i = 0; i < shapes.size(); i++) {
      layers.add(narrowed(mask.layers().get(i), outputs(shapes, i, part), inputs(shapes, i, part)));
    }
    return Mask.of(layers);
  }

  /// The part of each width that leaves about so many weights.
  private static double part(List<Shape> shapes, long weights) {
    double below = 0;
    double above = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (below + above) / 2;
      if (count(shapes, middle) <= weights) {
        below = middle;
      } else {
        above = middle;
      }
    }
    long less = weights - count(shapes, below);
    long more = count(shapes, above) - weights;
    return Math.abs(more) < Math.abs(less) ? above : below;
  }

  private static long count(List<Shape> shapes, double part) {
    long count = 0;
    for (int i = 0; i < shapes.size(); i++) {
      Shape shape = shapes.get(i);
      long filter = shape.size() / ((long) shape.dim(0) * shape.dim(1));
      count += outputs(shapes, i, part) * (long) inputs(shapes, i, part) * filter;
    }
    return count;
  }

  private static int width(int units, double part) {
    return (int) Math.max(1, Math.round(part * units));
  }

  private static int outputs(List<Shape> shapes, int layer, double part) {
    int all = shapes.get(layer).dim(0);
    return layer == shapes.size() - 1 ? all : width(all, part);
  }

  private static int inputs(List<Shape> shapes, int layer, double part) {
    int all = shapes.get(layer).dim(1);
    if (layer == 0) {
      return all;
    }
    int before = shapes.get(layer - 1).dim(0);
    boolean flattened = shapes.get(layer).rank() == 2 && all % before == 0;
    // The pixels of a channel are neighbours.
    return flattened ? width(before, part) * (all / before) : width(all, part);
  }

  private static NamedMask narrowed(NamedMask layer, int outputs, int inputs) {
    Shape shape = layer.shape();
    int filter = shape.size() / (shape.dim(0) * shape.dim(1));
    boolean[] keeps = layer.toArray();
    for (int i = 0; i < keeps.length; i++) {
      int output = i / (filter * shape.dim(1));
      int input = i / filter % shape.dim(1);
      keeps[i] &= output < outputs && input < inputs;
    }
    return NamedMask.of(layer.name(), shape, keeps);
  }
}
