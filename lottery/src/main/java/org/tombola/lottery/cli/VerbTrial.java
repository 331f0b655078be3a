package org.tombola.lottery.cli;

import java.util.ArrayList;
import java.util.List;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// One backend's turn at a verb: inputs drawn from the same numbers for every backend, outputs full
/// of NaN beforehand, and what they held afterwards.
final class VerbTrial {
  private static final Rng RNG = new Rng(7);

  private final List<Storage> outputs = new ArrayList<>();
  private final Backend backend;
  private int inputs;

  private VerbTrial(Backend backend) {
    this.backend = backend;
  }

  /// Something that asks a backend for one verb.
  @FunctionalInterface
  interface Case {
    void on(VerbTrial trial, Backend backend);
  }

  /// What the outputs of `one` hold, in the order they were asked for.
  static List<float[]> results(Case one, Backend backend) {
    var trial = new VerbTrial(backend);
    one.on(trial, backend);
    return trial.outputs.stream().map(VerbTrial::numbers).toList();
  }

  private static float[] numbers(Storage storage) {
    float[] numbers = new float[storage.shape().size()];
    storage.read(numbers);
    return numbers;
  }

  /// An input, uniform in −1 .. 1.
  Storage plain(int... dims) {
    return drawn(Kind.PLAIN, -1, dims);
  }

  Storage batched(int... dims) {
    return drawn(Kind.BATCHED, -1, dims);
  }

  /// An input, uniform in 0.25 .. 1: for what has no answer at or below zero.
  Storage positive(int... dims) {
    return drawn(Kind.PLAIN, 0.25f, dims);
  }

  /// An input of zeros and ones.
  Storage mask(int... dims) {
    Storage made = backend.allocate(Kind.PLAIN, Shape.of(dims));
    var stream = RNG.stream("mask");
    float[] numbers = new float[made.shape().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = stream.below(i, 2);
    }
    made.write(numbers);
    return made;
  }

  private Storage drawn(Kind kind, float from, int... dims) {
    Storage made = backend.allocate(kind, Shape.of(dims));
    var stream = RNG.stream("input " + inputs++);
    float[] numbers = new float[made.shape().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = from + (1 - from) * stream.uniform(i);
    }
    made.write(numbers);
    return made;
  }

  /// An output.
  Storage out(Kind kind, int... dims) {
    Storage made = backend.allocate(kind, Shape.of(dims));
    made.poison();
    return changed(made);
  }

  Storage outPlain(int... dims) {
    return out(Kind.PLAIN, dims);
  }

  Storage outBatched(int... dims) {
    return out(Kind.BATCHED, dims);
  }

  /// An input that the verb changes in place.
  Storage changed(Storage input) {
    outputs.add(input);
    return input;
  }
}
