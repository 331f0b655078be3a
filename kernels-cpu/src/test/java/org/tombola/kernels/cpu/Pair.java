package org.tombola.kernels.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.BiConsumer;
import org.tombola.engine.Rng;
import org.tombola.engine.Shape;
import org.tombola.engine.reference.ReferenceProvider;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// The same tensor on the CPU backend and on the reference backend.
record Pair(CpuStorage cpu, Storage reference) {
  static final CpuBackend CPU = new CpuBackend(1, ConvAlgorithm.DIRECT, SparseChoice.OFF);
  static final Backend REFERENCE = new ReferenceProvider().open(1);

  /// Normal numbers, the same for the same name and shape.
  static Pair random(String name, Kind kind, int... dims) {
    Shape shape = Shape.of(dims);
    float[] values = new float[shape.size()];
    var stream = new Rng(1).stream(name);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) stream.gaussian(i);
    }
    return of(values, kind, shape);
  }

  static Pair of(float[] values, Kind kind, Shape shape) {
    Pair pair = output(kind, shape);
    pair.cpu.write(values);
    pair.reference.write(values);
    return pair;
  }

  /// A place for a result, full of NaN.
  static Pair output(Kind kind, Shape shape) {
    Storage cpu = CPU.allocate(kind, shape);
    Storage reference = REFERENCE.allocate(kind, shape);
    cpu.poison();
    reference.poison();
    return new Pair((CpuStorage) cpu, reference);
  }

  /// Runs a verb on both backends and compares what it left here.
  void check(double tolerance, BiConsumer<Backend, Boolean> verb) {
    verb.accept(CPU, true);
    verb.accept(REFERENCE, false);
    agrees(tolerance);
  }

  Storage on(boolean cpuSide) {
    return cpuSide ? cpu : reference;
  }

  /// Every element within `tolerance`, relative to the largest one; padding exactly +0.
  void agrees(double tolerance) {
    float[] got = new float[cpu.shape().size()];
    float[] expected = new float[got.length];
    cpu.read(got);
    reference.read(expected);
    double scale = 1;
    for (float e : expected) {
      scale = Math.max(scale, Float.isFinite(e) ? Math.abs(e) : 0);
    }
    for (int i = 0; i < got.length; i++) {
      if (!(Math.abs(got[i] - expected[i]) <= tolerance * scale)
          && Float.compare(got[i], expected[i]) != 0) {
        fail(cpu.shape() + " at " + i + ": " + got[i] + ", expected " + expected[i]);
      }
    }
    paddingIsZero();
  }

  void paddingIsZero() {
    for (int i = 0; i < cpu.data().length - Lanes.ORIGIN; i++) {
      int sample = i / (Lanes.LANES * cpu.features()) * Lanes.LANES + i % Lanes.LANES;
      boolean padding =
          i >= cpu.physical() || (cpu.batched() ? sample >= cpu.samples() : i >= cpu.features());
      if (padding) {
        int bits = Float.floatToRawIntBits(cpu.data()[Lanes.ORIGIN + i]);
        assertEquals(0, bits, "padding of " + cpu.shape() + " at " + i);
      }
    }
  }
}
