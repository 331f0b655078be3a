package org.tombola.nn;

import java.util.Collection;
import java.util.Comparator;

/// A name that no registry entry has; the message offers the nearest one and lists the rest.
public final class UnknownName extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// @param what the kind of thing, for example `network`
  /// @param known every name there is, at least one
  public UnknownName(String what, String name, Collection<String> known) {
    super(
        "no %s is called '%s'; did you mean '%s'? There are: %s"
            .formatted(what, name, nearest(name, known), String.join(", ", known)));
  }

  /// The known name with the smallest edit distance, the first of equals.
  static String nearest(String name, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(k -> distance(name, k))).orElseThrow();
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
