package org.tombola.lottery.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.tombola.nn.SafeTensors;

/// What a command that made a file says at its end.
final class Written {
  private Written() {}

  static String line(Path file, SafeTensors content) {
    long numbers =
        content.entries().values().stream().mapToLong(entry -> entry.shape().size()).sum();
    return String.format(
        Locale.ROOT, "%s: %d tensors, %,d numbers", file, content.entries().size(), numbers);
  }
}
