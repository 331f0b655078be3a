package org.tombola.lottery.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The stem of a figure's files: what it shows, safe in a path.
final class FigureName {
  private FigureName() {}

  /// The parts in lower-case letters, digits and hyphens, empty ones left out.
  static String of(String... parts) {
    return Arrays.stream(parts)
        .map(part -> part.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"))
        .map(part -> part.replaceAll("^-|-$", ""))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("-"));
  }
}
