package org.tombola.kernels.cuda;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How the host launches the kernels that make tiles: those whose blocks have a fixed size, and
/// often shared memory that the kernel itself does not declare.
///
/// @param threads of a block
/// @param shared bytes of dynamic shared memory of a block
record TileLaunches(int threads, int shared) {
  private static final List<String> FORMS = List.of("Forward", "Input", "Weight");

  /// Those of all tiles of products and convolutions, by the name of the kernel.
  static Map<String, TileLaunches> all() {
    Map<String, TileLaunches> all = new HashMap<>();
    for (Precision precision : Precision.values()) {
      for (boolean quads : new boolean[] {false, true}) {
        for (ConvTile tile : ConvTile.of(precision, quads)) {
          for (String form : FORMS) {
            all.put(tile.name() + form, new TileLaunches(tile.threads(), tile.shared()));
          }
        }
        Gemm.Sizes sizes = Gemm.sizes(precision, quads);
        for (Tile tile : List.of(sizes.large(), sizes.medium(), sizes.small())) {
          for (int form = 0; form < 4; form++) {
            boolean transA = form / 2 == 1;
            boolean transB = form % 2 == 1;
            all.put(
                tile.kernel(transA, transB).name(),
                new TileLaunches(tile.threads(), tile.shared(transA, transB)));
          }
        }
      }
    }
    for (String form : List.of("Tf32", "Bf16")) {
      all.put("hopper" + form, new TileLaunches(Hopper.THREADS, Hopper.SHARED));
    }
    return all;
  }
}
