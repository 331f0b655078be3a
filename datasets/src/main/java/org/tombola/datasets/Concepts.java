package org.tombola.datasets;

import java.util.List;

/// What is to be seen at every pixel of every example, as network dissection needs it (Bau et al.
/// 2017; Frankle and Bau 2019): concepts in categories, at most one of each category at a pixel.
///
/// Known of pictures that were drawn by code, and of one's own that were annotated. Immutable; safe
/// to share between threads.
public interface Concepts {
  /// Concepts of one sort, of which a pixel shows one or none.
  ///
  /// @param name like `texture`
  /// @param concepts like `stripes`, `dots`
  record Category(String name, List<String> concepts) {}

  /// In the order of their numbers.
  List<Category> categories();

  /// Writes the concept of every pixel, row-major (H, W), to `into[offset ..]`: 0 for none, k for
  /// `concepts().get(k − 1)` of that category.
  ///
  /// @throws IndexOutOfBoundsException if there is no such example or category
  void copyTo(int index, int category, byte[] into, int offset);
}
