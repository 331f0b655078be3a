package org.tombola.lottery.analysis;

import java.util.List;
import java.util.stream.IntStream;

/// How many values fall into each of some bins of one width; the outer ones take what lies beyond.
final class Histogram {
  private final double from;
  private final double width;
  private final int[] counts;
  private int all;

  Histogram(double from, double to, int bins) {
    this.from = from;
    this.width = (to - from) / bins;
    this.counts = new int[bins];
  }

  void add(double value) {
    int bin = (int) Math.floor((value - from) / width);
    counts[Math.clamp(bin, 0, counts.length - 1)]++;
    all++;
  }

  /// Per cent of the values in each bin, at its centre.
  List<Finding> findings(String statistic) {
    return IntStream.range(0, counts.length)
        .mapToObj(i -> new Finding(statistic, from + (i + 0.5) * width, 100.0 * counts[i] / all))
        .toList();
  }
}
