package org.tombola.bench.layer;

import java.util.Random;
import org.tombola.engine.Shape;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// Random numbers to compute with; what they are, no kernel's speed depends on.
public final class Numbers {
  private Numbers() {}

  /// `count` numbers between -1 and 1.
  public static float[] draw(int count, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 2 * random.nextFloat() - 1;
    }
    return numbers;
  }

  /// Storage full of them.
  public static Storage store(Backend on, Kind kind, Shape shape, long seed) {
    return store(on, kind, shape, draw(shape.size(), seed));
  }

  /// Storage of these.
  public static Storage store(Backend on, Kind kind, Shape shape, float[] numbers) {
    Storage storage = on.allocate(kind, shape);
    storage.write(numbers);
    return storage;
  }

  /// Ones at random places, `density · count` of them and at least one, zeros elsewhere.
  public static float[] mask(int count, double density, long seed) {
    int left = Math.max(1, (int) Math.round(density * count));
    Random random = new Random(seed);
    float[] mask = new float[count];
    for (int i = 0; i < count; i++) {
      // Each place is taken with the probability that makes every choice of places equally likely.
      if (random.nextInt(count - i) < left) {
        mask[i] = 1f;
        left--;
      }
    }
    return mask;
  }
}
