package org.tombola.lottery.prune;

import java.util.Arrays;
import java.util.List;
import org.tombola.engine.Shape;
import org.tombola.engine.UnknownName;

/// How many of the weights that stay each layer gets, whatever the weights are.
///
/// | name | share of a layer's weights that stay | source |
/// |---|---|---|
/// | `uniform` | the same in every layer | |
/// | `er` | ε · (in + out) / (in · out) | Mocanu et al. 2018, Erdős–Rényi |
/// | `erk` | ε · (sum of all sides) / (their product) | Evci et al. 2020, with the kernel's sides |
/// | `smart-ratio` | k · (i² + i), the output layer 0.3 | Su et al. 2020 |
/// | `smart-ratio-vgg` | k · (i² + i) / l², the output layer 0.3 | the same, for VGG |
/// | `linear-ratio`, `cubic-ratio` | k · i, k · i³, the output layer 0.3 | the same, ablations |
/// | `ascending-ratio` | k · (l² + l), the output layer 0.3 | the same, ablation |
///
/// `l` counts the layers from 1 and `i` from the last one back; ε and k are solved for the total.
/// No layer gets more than it has: see [ErdosRenyi] and [DescendingRatio] on what happens to the
/// rest.
public enum LayerBudget {
  UNIFORM("uniform", "the same share of each layer"),
  ER("er", "Erdős–Rényi: in proportion to (in + out) / (in · out)"),
  ERK("erk", "Erdős–Rényi with the kernel's sides"),
  SMART_RATIO("smart-ratio", "falling from layer to layer like i² + i; output 0.3"),
  SMART_RATIO_VGG("smart-ratio-vgg", "falling like (i² + i) / l²; output 0.3"),
  LINEAR_RATIO("linear-ratio", "falling like i; output 0.3"),
  CUBIC_RATIO("cubic-ratio", "falling like i³; output 0.3"),
  ASCENDING_RATIO("ascending-ratio", "rising like l² + l; output 0.3");

  /// What a recipe says for the numbers that pruning leaves.
  public static final String PRUNED = "pruned";

  private final String label;
  private final String about;

  LayerBudget(String label, String about) {
    this.label = label;
    this.about = about;
  }

  /// One line.
  public String about() {
    return about;
  }

  /// The name in a recipe.
  public String label() {
    return label;
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(LayerBudget::label).toList();
  }

  /// The budget of that name.
  ///
  /// @throws UnknownName with the nearest name
  public static LayerBudget named(String label) {
    return Arrays.stream(values())
        .filter(budget -> budget.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new UnknownName("layer budget", label, labels()));
  }

  /// The share of each layer's weights that stays.
  ///
  /// @param shapes of the layers in the network's order, the output layer last
  /// @param total weights that stay, above 0 and at most all
  /// @throws org.tombola.lottery.recipe.InvalidSettings if the output layer alone would get more
  double[] shares(List<Shape> shapes, double total) {
    return switch (this) {
      case UNIFORM -> {
        double[] shares = new double[shapes.size()];
        Arrays.fill(shares, total / shapes.stream().mapToLong(Shape::size).sum());
        yield shares;
      }
      case ER -> ErdosRenyi.shares(shapes, total, false);
      case ERK -> ErdosRenyi.shares(shapes, total, true);
      case SMART_RATIO -> ratio(shapes, total, (i, _) -> i * i + i);
      case SMART_RATIO_VGG -> ratio(shapes, total, (i, l) -> (i * i + i) / (l * l));
      case LINEAR_RATIO -> ratio(shapes, total, (i, _) -> i);
      case CUBIC_RATIO -> ratio(shapes, total, (i, _) -> i * i * i);
      case ASCENDING_RATIO -> ratio(shapes, total, (_, l) -> l * l + l);
    };
  }

  private double[] ratio(List<Shape> shapes, double total, DescendingRatio.Form form) {
    return DescendingRatio.shares(label, shapes, total, form);
  }

  /// The number of weights of each layer that stay, at least 1. Like their authors' programs, `er`,
  /// `erk` and `uniform` round the number that goes down, and the ratios the number that stays.
  int[] counts(List<Shape> shapes, double total) {
    double[] shares = shares(shapes, total);
    int[] counts = new int[shares.length];
    for (int i = 0; i < counts.length; i++) {
      int size = shapes.get(i).size();
      double exact = shares[i] * size;
      boolean up = this == UNIFORM || this == ER || this == ERK;
      counts[i] = Math.clamp(up ? up(exact) : -up(-exact), 1, size);
    }
    return counts;
  }

  /// The next whole number, or the nearest if it is that but for rounding.
  static long up(double exact) {
    long near = Math.round(exact);
    return Math.abs(exact - near) < 1e-9 * Math.max(1, Math.abs(exact))
        ? near
        : (long) Math.ceil(exact);
  }
}
