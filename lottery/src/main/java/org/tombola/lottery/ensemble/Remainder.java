package org.tombola.lottery.ensemble;

import java.util.ArrayList;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Weights;

/// The units that a mask leaves of an ensemble, as an ensemble that has no others: pruned units
/// give nothing and learn nothing, so a training need not compute them.
///
/// @param whole with the mask, and the start weights
/// @param few the same networks without their pruned units
public record Remainder(Ensemble whole, UnitMask kept, Ensemble few) {
  /// On the current backend.
  public static Remainder of(Ensemble whole, Mask mask) {
    UnitMask kept = UnitMask.of(mask);
    EnsembleSize size = whole.size();
    if (kept.count() == size.units()) {
      return new Remainder(whole, kept, whole);
    }
    var left = new EnsembleSize(size.family(), kept.count(), size.networks());
    Ensemble few = Ensemble.of(left, new Rng(0));
    var remainder = new Remainder(whole, kept, few);
    Weights from = Weights.of(whole);
    var tensors = new ArrayList<NamedTensor>();
    for (NamedTensor tensor : Weights.of(few).tensors().values()) {
      float[] values = tensor.toArray();
      float[] all = from.get(tensor.name()).toArray();
      remainder.pair(tensor.shape(), (small, large) -> values[small] = all[large]);
      tensors.add(NamedTensor.of(tensor.name(), tensor.shape(), values));
    }
    Weights.of(tensors).into(few);
    return remainder;
  }

  /// Writes what was trained back.
  public void restore() {
    if (few == whole) {
      return;
    }
    Weights trained = Weights.of(few);
    var tensors = new ArrayList<NamedTensor>();
    for (NamedTensor tensor : Weights.of(whole).tensors().values()) {
      NamedTensor its = trained.get(tensor.name());
      float[] values = tensor.toArray();
      pair(its.shape(), (small, large) -> values[large] = its.at(small));
      tensors.add(NamedTensor.of(tensor.name(), tensor.shape(), values));
    }
    Weights.of(tensors).into(whole);
  }

  /// Takes the places of one number in both.
  @FunctionalInterface
  private interface Places {
    void take(int small, int large);
  }

  /// Every number of a tensor of the few, (…, H, T), or (T), which is of no unit.
  private void pair(Shape shape, Places places) {
    int networks = kept.networks();
    int units = shape.rank() > 1 ? kept.count() : 1;
    int all = shape.rank() > 1 ? kept.shape().dim(0) : 1;
    int slices = shape.size() / (units * networks);
    for (int t = 0; t < networks; t++) {
      int[] its = kept.kept(t);
      for (int slice = 0; slice < slices; slice++) {
        for (int unit = 0; unit < units; unit++) {
          int there = shape.rank() > 1 ? its[unit] : 0;
          places.take((slice * units + unit) * networks + t, (slice * all + there) * networks + t);
        }
      }
    }
  }
}
