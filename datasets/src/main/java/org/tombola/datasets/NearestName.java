package org.tombola.datasets;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// What somebody who mistyped a name may have meant.
final class NearestName {
  private NearestName() {}

  /// The known name with the fewest single-character edits, if that is at most a third of the typed
  /// one's length, rounded up.
  static Optional<String> of(String typed, Collection<String> known) {
    int most = (typed.length() + 2) / 3;
    return known.stream()
        .filter(name -> distance(typed, name) <= most)
        .min(Comparator.comparingInt(name -> distance(typed, name)));
  }

  /// Levenshtein's distance: insertions, deletions and replacements that turn `a` into `b`.
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
