package org.tombola.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tombola.bench.conv.ConvLadder;
import org.tombola.bench.conv.ConvRung;
import org.tombola.bench.gemm.GemmLadder;
import org.tombola.bench.gemm.GemmRung;
import org.tombola.bench.ladder.Timing;
import org.tombola.bench.peak.Peak;

class LadderTableTest {
  private static Timing seconds(double median) {
    return new Timing(median, median / 2, median * 2, median / 4);
  }

  @Test
  void compares_a_rung_with_the_peak_and_with_the_one_before() {
    LadderTable table = new LadderTable(1e9, seconds(Peak.flops() * 1e-11));
    table.add("A", "first", seconds(1));
    table.add("B", "ten times", seconds(0.1));
    table.add("C", "not timed", null);
    table.add("D", "after none", seconds(0.02));
    assertEquals(
        """
        | rung | what it adds | GFLOP/s | rounds | of peak | × before |
        |---|---|---|---|---|---|
        | A | first | 1.00 | 0.50–2.00 | 1 % |  |
        | B | ten times | 10.0 | 5.00–20.0 | 5 % | 10.0 |
        | C | not timed | — | — | — | — |
        | D | after none | 50.0 | 25.0–100 | 25 % |  |
        | peak | multiply-adds in registers | 100 | 50.0–200 | 50 % |  |
        """,
        table.text(200e9));
  }

  /// Fails when a rung was added and the document not written again.
  @Test
  void the_document_has_every_rung() throws Exception {
    String document = Files.readString(Path.of("docs/cpu.md"));
    Stream<String> names =
        Stream.concat(
            GemmLadder.rungs().stream().map(GemmRung::name),
            ConvLadder.rungs().stream().map(ConvRung::name));
    names.forEach(name -> assertTrue(document.contains("\n| " + name + " |"), name));
  }
}
