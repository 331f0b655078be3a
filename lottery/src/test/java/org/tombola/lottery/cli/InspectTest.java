package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.engine.Shape;
import org.tombola.nn.NamedCount;
import org.tombola.nn.NamedMask;
import org.tombola.nn.NamedTensor;
import org.tombola.nn.SafeTensors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `inspect` says of a file.
class InspectTest {
  @TempDir Path folder;

  private Path file() {
    Path file = folder.resolve("f.safetensors");
    SafeTensors.of(
            List.of(
                NamedTensor.of("fc.weight", Shape.of(2, 3), 3, 0, -4, -0f, Float.NaN, 1f / 0),
                NamedTensor.of("lost", Shape.of(1), Float.NaN),
                NamedMask.of("fc.mask", Shape.of(4), true, false, true, true),
                new NamedCount("steps", 300)),
            Map.of("network", "test\u001b[31m"))
        .write(file);
    return file;
  }

  @Test
  void numbers_of_every_tensor_and_of_all() {
    var run = CommandLineRun.of("inspect", "--json", file().toString());
    run.succeeded();
    JsonNode report = new JsonMapper().readTree(run.out());
    assertEquals("test\u001b[31m", report.at("/metadata/network").asString());
    JsonNode weight = report.at("/tensors/1");
    assertEquals("fc.weight", weight.get("name").asString());
    assertEquals("F32", weight.get("dtype").asString());
    assertEquals("[2,3]", weight.get("shape").toString());
    assertEquals(6, weight.get("numbers").asInt());
    assertEquals(5, weight.get("norm").asDouble());
    assertEquals(-4, weight.get("min").asDouble());
    assertEquals(3, weight.get("max").asDouble());
    assertEquals(2, weight.get("zeros").asInt());
    assertEquals(4 / 6.0, weight.get("density").asDouble());
    assertEquals(1, weight.get("nan").asInt());
    assertEquals(1, weight.get("infinite").asInt());
    assertTrue(report.at("/tensors/2/min").isNull());
    assertEquals(0.75, report.at("/tensors/3/density").asDouble());
    assertEquals(300, report.at("/tensors/0/max").asInt());
    assertEquals(4, report.at("/total/tensors").asInt());
    assertEquals(12, report.at("/total/numbers").asInt());
    assertEquals(2, report.at("/total/nan").asInt());
  }

  @Test
  void a_table_for_people_flags_what_is_not_finite() {
    var run = CommandLineRun.of("inspect", file().toString());
    run.succeeded();
    List<String> lines = run.out().lines().toList();
    assertEquals("network = test?[31m", lines.getFirst());
    assertEquals("NaN or infinities in 2 of 4 tensors", lines.getLast());
    assertTrue(
        lines.stream()
            .anyMatch(
                l ->
                    l.matches(
                        "fc.weight +F32 +\\[?\\(?2,? ?.*3.* 6 +5.0000 +-4.0000 +3.0000 +66.67"
                            + " +1 NaN, 1 infinite")),
        run.out());
    assertTrue(lines.stream().anyMatch(l -> l.matches("lost .* - +- .* 1 NaN")), run.out());
    assertTrue(lines.stream().anyMatch(l -> l.matches("4 tensors +12 .*")), run.out());
  }

  @Test
  void a_file_that_cannot_be_read_is_one_line() throws Exception {
    Path file = file();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
    CommandLineRun.of("inspect", file.toString()).refused(1, file.toString(), "truncated?");
    Files.write(file, new byte[3]);
    CommandLineRun.of("inspect", file.toString()).refused(1, file.toString(), "3 bytes");
    CommandLineRun.of("inspect", folder.toString()).refused(1, "is not a file");
    CommandLineRun.of("inspect", "nowhere").refused(1, "nowhere: no such file");
  }
}
