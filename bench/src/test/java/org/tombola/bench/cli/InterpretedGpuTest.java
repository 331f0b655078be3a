package org.tombola.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tombola.bench.gpu.GpuEffort;
import org.tombola.bench.gpu.Repeats;
import org.tombola.bench.gpu.Target;
import org.tombola.bench.kernels.Suite;
import org.tombola.bench.kernels.WithoutJmh;
import org.tombola.bench.ladder.Rounds;
import org.tombola.bench.layer.ConvLayer;
import org.tombola.bench.layer.Direction;
import org.tombola.bench.layer.Layer;
import org.tombola.engine.EngineException;
import org.tombola.kernels.cuda.InterpretedBackend;
import org.tombola.kernels.cuda.KernelTimer;
import org.tombola.kernels.cuda.LadderRung;

/// The command `gpu` from end to end on the interpreter, at sizes that mean nothing.
class InterpretedGpuTest {
  private static final Layer LINEAR = Layer.parse("linear-5x8-4");
  private static final Layer CONVOLUTION = Layer.parse("conv-2x4x4x4-4x3x3-s1-p1");
  private static final GpuEffort SMALLEST =
      new GpuEffort(
          new Rounds(0, 0, 1),
          new Repeats(0, 4, 4),
          List.of(256, 1024),
          1,
          suite -> List.of(shape(suite)),
          List.of(32),
          List.of(LINEAR, CONVOLUTION),
          64,
          List.of((ConvLayer) CONVOLUTION));
  private static final List<String> PRECISIONS = List.of("fp32", "tf32", "bf16");
  private static final List<String> BACKENDS =
      List.of("cuda", "cuda:precision=tf32", "cuda:precision=bf16");

  private static String shape(Suite suite) {
    return switch (suite.title()) {
      case "Loss" -> "5x7";
      case "Updates" -> "3x4";
      default -> "2x4x4x4";
    };
  }

  private static Target target(Map<String, List<String>> choices) {
    return new Target(InterpretedBackend::open, KernelTimer::interpreted, choices);
  }

  /// The last of the documents that the command writes.
  private static String document(Target target, String filter) {
    List<String> written = new ArrayList<>();
    Gpu gpu = new Gpu(target, SMALLEST, Pattern.compile(filter), _ -> {});
    assertTrue(gpu.run(written::add));
    for (int i = 1; i < written.size(); i++) {
      assertTrue(written.get(i).startsWith(written.get(i - 1)));
    }
    return written.getLast();
  }

  /// The cells of the rows that begin with these.
  private static List<List<String>> rows(String document, String... first) {
    return document
        .lines()
        .filter(line -> line.startsWith("| " + String.join(" | ", first) + " | "))
        .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)))
        .toList();
  }

  private static void positive(String cell) {
    assertTrue(Double.parseDouble(cell) > 0, cell);
  }

  /// What the interpreter reaches may be 0.00 in billions a second.
  private static void rate(String cell) {
    assertTrue(cell.matches("\\d+(\\.\\d+)?"), cell);
  }

  /// One row, with a time and a rate.
  private static void hasRow(String document, String verb, String shape, String backend) {
    List<List<String>> found = rows(document, verb, shape, backend);
    assertEquals(1, found.size(), () -> verb + " " + shape + " " + backend + "\n" + document);
    List<String> row = found.getFirst();
    positive(row.get(3));
    rate(row.get(5).isEmpty() ? row.get(6) : row.get(5));
    assertTrue(row.getLast().matches("\\d+ % of (peak|copy)"), row.toString());
  }

  @Test
  void everything_has_its_line() {
    String document = document(target(Map.of("precision", PRECISIONS)), "");
    for (Suite suite : WithoutJmh.suites()) {
      for (String name : suite.names()) {
        hasRow(document, name.substring(name.lastIndexOf('.') + 1), shape(suite), "cuda");
      }
    }
    for (String backend : BACKENDS) {
      hasRow(document, "matmul", "32", backend);
      for (Direction direction : Direction.values()) {
        hasRow(document, "" + direction, "" + LINEAR, backend);
        hasRow(document, "" + direction, "" + CONVOLUTION, backend);
      }
    }
    String[] parts = document.split("\n## Ladder of convolutions", -1);
    hasRungs(parts[0], LadderRung.PRODUCTS);
    hasRungs(parts[1], LadderRung.CONVOLUTIONS);
  }

  /// A row for each rung, and one for what ships.
  private static void hasRungs(String document, List<LadderRung> rungs) {
    for (LadderRung rung : rungs) {
      hasRung(document, rung.name(), rung.idea());
    }
    List<String> last = document.lines().filter(line -> line.startsWith("| ")).toList();
    assertTrue(last.getLast().contains("| what ships |"), document);
    hasRung(document, last.getLast().split(" \\| ", -1)[0].substring(2), "what ships");
  }

  private static void hasRung(String document, String name, String idea) {
    List<List<String>> found = rows(document, name, idea);
    assertEquals(1, found.size(), () -> name + "\n" + document);
    positive(found.getFirst().get(2));
    rate(found.getFirst().get(4));
  }

  @Test
  void limits_have_their_lines() {
    String document = document(target(Map.of()), "Loss");
    for (String limit :
        List.of(
            "an answer, with nothing to do",
            "an empty kernel, launched and waited for",
            "one of many empty kernels, launched",
            "one of many empty kernels in a graph")) {
      positive(rows(document, limit).getFirst().get(1));
    }
    rate(rows(document, "multiply-adds in registers, float32").getFirst().get(2));
    positive(rows(document, "copy of 1.00 KiB").getFirst().get(1));
    positive(rows(document, "copy of 4.00 KiB").getFirst().get(1));
    assertEquals(1, document.split("\n## Limits", -1).length - 1);
    assertFalse(document.contains("## Convolutions"));
  }

  /// The interpreter multiplies with our kernels either way; the name alone is another.
  @Test
  void products_by_cublas_stand_beside_ours() {
    var choices = Map.of("precision", PRECISIONS, "gemm", List.of("own", "cublas"));
    String document = document(target(choices), "Matrix products|Linear layers");
    for (String backend : BACKENDS) {
      String other = backend.replace("cuda:", "cuda,").replaceFirst("^cuda,?", "cuda:gemm=cublas,");
      hasRow(document, "forward", "" + LINEAR, other.replaceFirst(",$", ""));
      List<String> pair = rows(document, "matmul", "32", backend).getLast();
      rate(pair.get(3));
      rate(pair.get(4));
      assertTrue(pair.get(5).matches("\\d+ %"), pair.toString());
    }
  }

  @Test
  void a_filter_that_finds_nothing_is_noticed() {
    Gpu gpu = new Gpu(target(Map.of()), SMALLEST, Pattern.compile("no such"), _ -> {});
    assertFalse(gpu.run(_ -> {}));
  }

  @Test
  void what_was_measured_before_a_failure_is_handed_over() {
    Consumer<String> failing =
        what -> {
          if (what.equals("timing Loss")) {
            throw new EngineException("the device is lost");
          }
        };
    List<String> written = new ArrayList<>();
    Gpu gpu = new Gpu(target(Map.of()), SMALLEST, Pattern.compile("Loss"), failing);
    assertThrows(EngineException.class, () -> gpu.run(written::add));
    assertTrue(written.getLast().contains("| copy of 4.00 KiB |"), written::toString);
  }

  /// Fails when the command's words have changed and the page has not.
  @Test
  void the_page_begins_as_the_command_writes_it() throws Exception {
    assertTrue(Files.readString(Path.of("docs/gpu.md")).startsWith(Report.GPU));
  }

  @Test
  void ladders_and_layers_are_of_networks() {
    GpuEffort full = GpuEffort.full();
    assertTrue(full.layers().containsAll(full.ladderConvolutions()));
    assertEquals(
        full.layers(),
        Stream.concat(full.linear().stream(), full.convolutions().stream())
            .sorted((a, b) -> full.layers().indexOf(a) - full.layers().indexOf(b))
            .toList());
    assertTrue(full.layers().containsAll(GpuEffort.quick().layers()));
  }
}
