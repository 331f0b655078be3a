package org.tombola.lottery.ensemble;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tombola.datasets.Examples;
import org.tombola.engine.Rng;
import org.tombola.lottery.recipe.DataSettings;
import org.tombola.lottery.recipe.InvalidSettings;

/// The patterns that an example of `xord` shows at some place. [Detectors] see nothing else of it,
/// so examples with one set are one point, and what they say to the 15 sets they say to all inputs.
///
/// @param bits bit i − 1 for pattern i: 1 is (1, 1), 2 is (1, −1), 3 is (−1, −1), 4 is (−1, 1)
public record PatternSet(int bits) {
  /// (pattern, value).
  private static final float[][] PATTERNS = {{1, 1}, {1, -1}, {-1, -1}, {-1, 1}};

  private static final int ODD = 0b0101; // patterns 1 and 3

  public PatternSet {
    if (bits < 1 || bits > 15) {
      throw new IllegalArgumentException("no set of patterns has the bits " + bits);
    }
  }

  /// The set of these patterns, by their numbers.
  public static PatternSet of(int... patterns) {
    return new PatternSet(IntStream.of(patterns).map(i -> 1 << (i - 1)).reduce(0, (a, b) -> a | b));
  }

  /// What an example shows.
  ///
  /// @param x places of two values, ±1
  static PatternSet shown(float[] x) {
    int bits = 0;
    for (int i = 0; i < x.length; i += 2) {
      bits |= 1 << nearest(x[i], x[i + 1]);
    }
    return new PatternSet(bits);
  }

  /// The pattern with the smallest angle to a vector, less one: the quadrant it is in.
  public static int nearest(double x, double y) {
    return x > 0 ? (y > 0 ? 0 : 1) : (y > 0 ? 3 : 2);
  }

  /// Whether it is of class 1.
  public boolean isPositive() {
    return (bits & ODD) != 0;
  }

  /// An example that shows it: a pattern a place, the first again where it has fewer than four.
  private float[] example() {
    int[] members =
        IntStream.range(0, PATTERNS.length).filter(i -> ((bits >> i) & 1) == 1).toArray();
    float[] x = new float[2 * PATTERNS.length];
    for (int place = 0; place < PATTERNS.length; place++) {
      float[] pattern = PATTERNS[place < members.length ? members[place] : members[0]];
      System.arraycopy(pattern, 0, x, 2 * place, 2);
    }
    return x;
  }

  /// All 15 sets, by their bits, with equal shares.
  public static Points all() {
    List<PatternSet> sets = IntStream.rangeClosed(1, 15).mapToObj(PatternSet::new).toList();
    float[] shares = new float[sets.size()];
    Arrays.fill(shares, 1f / sets.size());
    return points(sets, shares);
  }

  /// The points of training examples: with `data.examples` 0 all of them; else with the choice
  /// `first` so many of the first for all networks, with `random` so many for each network, drawn
  /// independently of each other, with `stratified` the same of each class, as many as is its
  /// share.
  ///
  /// @throws InvalidSettings if the first are not so many
  static Points points(Examples examples, DataSettings data, int networks, Rng seed) {
    int all = examples.size();
    int count = data.examples() == 0 ? all : data.examples();
    boolean drawn = data.examples() > 0 && !data.choice().equals("first");
    if (!drawn && count > all) {
      throw new InvalidSettings(
          "data.examples must be at most the %d of xord with data.choice first, not %d"
              .formatted(all, count));
    }
    int[] ones = IntStream.range(0, all).filter(i -> examples.label(i) == 1).toArray();
    int[] others = IntStream.range(0, all).filter(i -> examples.label(i) != 1).toArray();
    int[] any = IntStream.range(0, all).toArray();
    boolean stratified = data.choice().equals("stratified");
    int first = stratified ? Math.round((float) count * ones.length / all) : 0;
    int learners = drawn ? networks : 1;
    var random = seed.stream("points");
    float[] x = new float[examples.shape().size()];
    var shares = new TreeMap<Integer, float[]>();
    for (int t = 0; t < learners; t++) {
      for (int i = 0; i < count; i++) {
        int[] from = i < first ? ones : stratified ? others : any;
        int index = drawn ? from[random.below((long) t * count + i, from.length)] : i;
        examples.copyTo(index, x, 0);
        shares.computeIfAbsent(shown(x).bits, _ -> new float[learners])[t] += 1f / count;
      }
    }
    float[] flat = new float[shares.size() * learners];
    int next = 0;
    for (float[] each : shares.values()) {
      System.arraycopy(each, 0, flat, next, learners);
      next += learners;
    }
    return points(shares.keySet().stream().map(PatternSet::new).toList(), flat);
  }

  /// @param shares (sets, networks or 1)
  private static Points points(List<PatternSet> sets, float[] shares) {
    float[] inputs = new float[2 * PATTERNS.length * sets.size()];
    float[] targets = new float[sets.size()];
    for (int n = 0; n < sets.size(); n++) {
      System.arraycopy(sets.get(n).example(), 0, inputs, 2 * PATTERNS.length * n, 8);
      targets[n] = sets.get(n).isPositive() ? 1 : 0;
    }
    return Points.of(inputs, targets, shares);
  }

  /// Its patterns, like `124`.
  @Override
  public String toString() {
    var text = new StringBuilder();
    IntStream.range(0, PATTERNS.length)
        .filter(i -> ((bits >> i) & 1) == 1)
        .forEach(i -> text.append(i + 1));
    return text.toString();
  }
}
