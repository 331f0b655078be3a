package org.tombola.nn.layers;

import java.util.List;
import java.util.stream.Stream;
import org.tombola.engine.Tensor;
import org.tombola.nn.Module;
import org.tombola.nn.Phase;

/// Modules one after the other, each on the output of the one before.
public record Sequential(List<Module> modules) implements Module {
  public Sequential {
    modules = List.copyOf(modules);
  }

  public static Sequential of(Module... modules) {
    return new Sequential(List.of(modules));
  }

  @Override
  public Tensor forward(Tensor x, Phase phase) {
    for (Module module : modules) {
      x = module.forward(x, phase);
    }
    return x;
  }

  @Override
  public Stream<Module> children() {
    return modules.stream();
  }
}
