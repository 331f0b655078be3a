package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LookTest {
  private static final int ARMS = 30;

  @Test
  void no_two_of_many_arms_look_alike() {
    List<Look> looks =
        Stream.concat(
                Stream.of("ticket", "reinit", "rearranged", "oneshot").map(arm -> Look.of(arm, 0)),
                IntStream.range(0, ARMS).mapToObj(i -> Look.of("arm-" + i, i)))
            .toList();
    assertEquals(ARMS + 4, new HashSet<>(looks.stream().map(Look::colour).toList()).size());
    assertEquals(ARMS + 4, new HashSet<>(looks.stream().map(Look::bright).toList()).size());
  }
}
