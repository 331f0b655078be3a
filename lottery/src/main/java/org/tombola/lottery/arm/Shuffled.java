package org.tombola.lottery.arm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.tombola.engine.RandomStream;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Weights;

/// Surviving weights change places with each other, in the network, in their layer, or in their
/// filter (the weights of one output); with signs kept, positive ones among the positive and
/// negative ones among the negative. Does it matter which connection has which weight? (Frankle,
/// Schwab and Morcos 2020, section 4.)
record Shuffled(Within within, boolean sameSigns) implements StartRule {
  /// How far a weight may go.
  enum Within {
    NETWORK("the network", "-network"),
    LAYER("their layer", ""),
    FILTER("their filter", "-filters");

    private final String words;
    private final String suffix;

    Within(String words, String suffix) {
      this.words = words;
      this.suffix = suffix;
    }
  }

  @Override
  public String name() {
    return "shuffled" + within.suffix + (sameSigns ? "-same-signs" : "");
  }

  @Override
  public String about() {
    return "surviving weights change places within "
        + within.words
        + (sameSigns ? ", positive and negative ones apart" : "");
  }

  @Override
  public Weights apply(Weights weights, Mask mask, double amount, Draws draws) {
    // All prunable layers in a row.
    float[] values = new float[(int) mask.size()];
    var offsets = new HashMap<String, Integer>();
    int offset = 0;
    for (NamedMask layer : mask.layers()) {
      float[] its = weights.get(layer.name()).toArray();
      System.arraycopy(its, 0, values, offset, its.length);
      offsets.put(layer.name(), offset);
      offset += its.length;
    }
    int group = 0;
    for (int[] places : groups(mask)) {
      if (sameSigns) {
        shuffle(signed(places, values, true), values, draws.of("positive/" + group));
        shuffle(signed(places, values, false), values, draws.of("negative/" + group));
      } else {
        shuffle(places, values, draws.of("all/" + group));
      }
      group++;
    }
    return StartRule.eachLayer(
        weights,
        mask,
        (layer, _) -> {
          int from = offsets.getOrDefault(layer.name(), 0);
          return Arrays.copyOfRange(values, from, from + layer.shape().size());
        });
  }

  private static int[] signed(int[] places, float[] values, boolean positive) {
    return Arrays.stream(places).filter(place -> values[place] > 0 == positive).toArray();
  }

  /// Places of surviving weights that may change with each other.
  private List<int[]> groups(Mask mask) {
    var groups = new ArrayList<int[]>();
    int offset = 0;
    for (NamedMask layer : mask.layers()) {
      int size = layer.shape().size();
      int filter = within == Within.FILTER ? size / layer.shape().dim(0) : size;
      for (int from = 0; from < size; from += filter) {
        int first = offset;
        groups.add(
            IntStream.range(from, from + filter)
                .filter(layer::keeps)
                .map(index -> first + index)
                .toArray());
      }
      offset += size;
    }
    return within == Within.NETWORK
        ? List.of(groups.stream().flatMapToInt(Arrays::stream).toArray())
        : groups;
  }

  private static void shuffle(int[] places, float[] values, RandomStream random) {
    int[] order = random.permutation(places.length, 0);
    float[] moved = new float[order.length];
    for (int i = 0; i < order.length; i++) {
      moved[i] = values[places[order[i]]];
    }
    for (int i = 0; i < order.length; i++) {
      values[places[i]] = moved[i];
    }
  }

  /// The indices of a layer's surviving weights.
  static int[] kept(NamedMask layer) {
    return IntStream.range(0, layer.shape().size()).filter(layer::keeps).toArray();
  }
}
