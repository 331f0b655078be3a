package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.engine.Shape;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.NamedMask;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MasksCommandTest {
  private Path one;
  private Path two;

  @BeforeAll
  void run_twice(@TempDir Path dir) {
    one = run(dir.resolve("one"), "0.1");
    two = run(dir.resolve("two"), "0.02");
  }

  private static Path run(Path out, String rate) {
    CommandLineRun.of(
            "run",
            "lth-lenet",
            "--scale",
            "smoke",
            "--arms",
            "ticket",
            "--levels",
            "1",
            "--set",
            "train.optimizer.lr=" + rate,
            "--set",
            "data.examples=700",
            "--set",
            "data.test-examples=100",
            "--out",
            out.toString())
        .succeeded();
    return out;
  }

  private static Path cell(Path run, String start) throws IOException {
    try (var cells = Files.list(run.resolve("cells"))) {
      return cells
          .filter(cell -> cell.getFileName().toString().startsWith(start))
          .findFirst()
          .orElseThrow();
    }
  }

  private static JsonNode json(Path a, Path b) {
    var run = CommandLineRun.of("masks", "compare", a.toString(), b.toString(), "--json");
    run.succeeded();
    return new JsonMapper().readTree(run.out());
  }

  @Test
  void a_run_has_everything_in_common_with_itself() {
    JsonNode pairs = json(one, one).get("pairs");
    assertEquals(2, pairs.size());
    for (JsonNode pair : pairs) {
      assertEquals(1, pair.at("/total/iou").asDouble(0));
      assertEquals(1, pair.at("/total/sign_agreement").asDouble(0));
      assertEquals(3, pair.get("layers").size());
    }
  }

  @Test
  void cells_are_compared_layer_by_layer() throws IOException {
    Path left = cell(one, "ticket-seed0-level01");
    Path right = cell(two, "ticket-seed0-level01");
    JsonNode total = json(left, right).at("/pairs/0/total");
    double iou = total.get("iou").asDouble(0);
    assertTrue(iou > total.get("iou_by_chance").asDouble(1) && iou < 1, total::toString);
    assertEquals(Mask.read(left.resolve("mask.safetensors")).kept(), total.get("a").asLong(0));
    var table = CommandLineRun.of("masks", "compare", left.toString(), right.toString());
    table.succeeded();
    assertEquals(5, table.out().lines().count(), table::toString);
    assertTrue(table.out().contains("fc1.weight"), table::toString);
    var runs = CommandLineRun.of("masks", "compare", one.toString(), two.toString());
    assertTrue(runs.out().contains("ticket, seed 0, level 1"), runs::toString);
    String file = left.resolve("mask.safetensors").toString();
    var files = CommandLineRun.of("masks", "compare", file, file);
    assertTrue(files.out().lines().allMatch(l -> !l.startsWith("all") || l.endsWith("-")));
  }

  @Test
  void what_cannot_be_compared_is_refused(@TempDir Path dir) throws IOException {
    Path mask = dir.resolve("m.safetensors");
    Mask.read(cell(one, "ticket-seed0-level01").resolve("mask.safetensors"))
        .with(List.of(NamedMask.of("other", Shape.of(1), true)))
        .write(mask);
    Path left = cell(one, "ticket-seed0-level01");
    CommandLineRun.of("masks", "compare", left.toString(), mask.toString())
        .refused(1, "masks of different networks");
    CommandLineRun.of("masks", "compare", one.toString(), mask.toString())
        .refused(1, "a run and a single mask");
    CommandLineRun.of("masks", "compare", dir.toString(), one.toString())
        .refused(1, "is no run folder");
    CommandLineRun.of("masks", "compare", left.toString(), "nowhere").refused(1, "nowhere");
    CommandLineRun.of("masks").refused(2, "compare");
    CommandLineRun.of("masks", "compare", left.toString()).refused(2, "B");
  }
}
