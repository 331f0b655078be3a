package org.tombola.engine.cases;

import static org.tombola.engine.cases.Input.batched;
import static org.tombola.engine.cases.Input.plain;

import java.util.ArrayList;
import java.util.List;
import org.tombola.engine.Rng;

/// Operations that draw random numbers, which are part of the case and so the same on every
/// backend.
final class RandomCases {
  private RandomCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int n : OpCases.BATCHES) {
      cases.add(dropout(0.5f, batched(Values.normal(), n, 7)));
    }
    cases.add(dropout(0f, batched(Values.normal(), OpCases.N, 3)));
    cases.add(dropout(0.9f, batched(Values.normal(), OpCases.N, 3, 5)));
    cases.add(dropout(0.25f, plain(Values.normal(), 5, 7)));
    cases.add(dropout(0.5f, batched(Values.normal(), 3, 5, 4, 6)));
    return cases;
  }

  private static OpCase dropout(float p, Input x) {
    var stream = new Rng(4).stream("dropout");
    return OpCase.of("dropout " + p, t -> t.getFirst().dropout(p, stream, 3), x);
  }
}
