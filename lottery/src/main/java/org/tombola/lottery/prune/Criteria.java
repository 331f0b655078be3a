package org.tombola.lottery.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tombola.engine.UnknownName;

/// The criteria there are. A new one is a file beside [Magnitude] and a line here.
public final class Criteria {
  private static final List<Criterion> ALL =
      Stream.concat(
              Stream.of(
                  new Magnitude(),
                  new RelativeMagnitude(),
                  new Arbitrary(),
                  new Snip(),
                  new Taylor(),
                  new Grasp(false),
                  new Grasp(true),
                  new SynFlow()),
              Change.all().stream())
          .toList();

  private Criteria() {}

  public static List<Criterion> all() {
    return ALL;
  }

  /// The criterion of that name.
  ///
  /// @throws UnknownName if there is no such criterion
  public static Criterion named(String name) {
    return named(name, List.of());
  }

  /// The same, where there are others besides that an error should know of.
  static Criterion named(String name, List<String> others) {
    return ALL.stream()
        .filter(criterion -> criterion.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              var known = new ArrayList<>(ALL.stream().map(Criterion::name).toList());
              known.addAll(others);
              return new UnknownName("criterion", name, known);
            });
  }
}
