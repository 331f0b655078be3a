package org.tombola.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// A name that no registry entry has; the message offers the nearest one and lists the rest.
public final class UnknownName extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// @param what the kind of thing, for example `network`
  /// @param known every name there is, at least one
  public UnknownName(String what, String name, Collection<String> known) {
    super(
        "no %s is called '%s'; %s are: %s"
            .formatted(
                what,
                name,
                nearest(name, known).map("did you mean '%s'? There"::formatted).orElse("there"),
                String.join(", ", known)));
  }

  /// Nothing if the name is known.
  ///
  /// @throws UnknownName otherwise
  public static void check(String what, String name, Collection<String> known) {
    if (!known.contains(name)) {
      throw new UnknownName(what, name, known);
    }
  }

  /// The known name most likely meant, the first of equals, if one is near: a dotted key that ends
  /// alike (`train.lr` for `train.optimizer.lr`), a name that holds the one given, or one at most
  /// half its length of edits away.
  static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .filter(k -> kinship(name, k) < 2 || distance(name, k) <= (name.length() + 1) / 2)
        .min(
            Comparator.comparingInt((String k) -> kinship(name, k))
                .thenComparingInt(k -> distance(name, k)));
  }

  /// 0: ends with the same part after a dot; 1: holds the name; 2: neither.
  private static int kinship(String name, String known) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (!last.isEmpty() && known.endsWith("." + last)) {
      return 0;
    }
    return name.length() > 2 && known.contains(name) ? 1 : 2;
  }

  /// Levenshtein's distance: insertions, deletions and substitutions from `a` to `b`, one row of
  /// the table at a time.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
