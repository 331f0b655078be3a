package org.tombola.nn.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.Parameter;
import org.tombola.nn.Weights;
import org.tombola.nn.WeightsException;

/// An optimiser's running averages: for every parameter one storage a suffix, of the parameter's
/// shape and on its backend, zero at first. Saved as `<parameter>.<suffix>`.
final class Slots {
  private record Slot(String name, Storage storage) {}

  private final List<Slot> slots;
  private final int perParameter;

  Slots(List<Parameter> parameters, String... suffixes) {
    this.perParameter = suffixes.length;
    this.slots =
        parameters.stream()
            .flatMap(p -> Arrays.stream(suffixes).map(suffix -> slot(p, suffix)))
            .toList();
  }

  private static Slot slot(Parameter p, String suffix) {
    Storage zeros = p.tensor().backend().allocate(Kind.PLAIN, p.shape());
    return new Slot(p.name() + "." + suffix, zeros);
  }

  /// The storage of a parameter, by its index, for a suffix, by its index.
  Storage get(int parameter, int suffix) {
    return slots.get(parameter * perParameter + suffix).storage();
  }

  Weights save() {
    var named = new ArrayList<NamedTensor>();
    for (Slot slot : slots) {
      float[] values = new float[slot.storage().shape().size()];
      slot.storage().read(values);
      named.add(NamedTensor.of(slot.name(), slot.storage().shape(), values));
    }
    return Weights.of(named);
  }

  /// @throws WeightsException unless exactly these slots were saved; nothing is changed then
  void restore(Weights saved) {
    for (Slot slot : slots) {
      NamedTensor tensor = saved.get(slot.name());
      if (!tensor.shape().equals(slot.storage().shape())) {
        throw new WeightsException(
            "optimiser state '%s' has shape %s, expected %s"
                .formatted(slot.name(), tensor.shape(), slot.storage().shape()));
      }
    }
    Set<String> names = saved.tensors().keySet();
    if (names.size() != slots.size()) {
      throw new WeightsException(
          "optimiser state holds %d tensors (%s), expected %d"
              .formatted(names.size(), String.join(", ", names), slots.size()));
    }
    for (Slot slot : slots) {
      slot.storage().write(saved.get(slot.name()).toArray());
    }
  }
}
