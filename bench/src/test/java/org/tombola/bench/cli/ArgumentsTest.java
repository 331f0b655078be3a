package org.tombola.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentsTest {
  @TempDir Path folder;

  @Test
  void a_filter_and_a_file_may_be_left_out() {
    String file = folder.resolve("kernels.md").toString();
    Arguments both = Arguments.parse(List.of("Gemm", file), true);
    assertEquals("Gemm", both.filter().pattern());
    assertEquals(Optional.of(Path.of(file)), both.file());
    Arguments fileAlone = Arguments.parse(List.of("--quick", file), true);
    assertEquals("", fileAlone.filter().pattern());
    assertTrue(fileAlone.quick());
    assertEquals(Optional.empty(), Arguments.parse(List.of("Gemm"), true).file());
    assertEquals(Optional.of(Path.of(file)), Arguments.parse(List.of(file), false).file());
  }

  @Test
  void the_file_is_replaced() throws Exception {
    Path file = folder.resolve("tables.md");
    Arguments arguments = Arguments.parse(List.of(file.toString()), false);
    arguments.write("one table, and another");
    arguments.write("one table");
    assertEquals("one table", Files.readString(file));
  }

  @Test
  void what_is_wrong_is_said() {
    String nowhere = folder.resolve("none/tables.md").toString();
    says("cannot write '" + nowhere + "'", true, nowhere);
    says("'--fast' is no file", false, "--fast");
    says("'--fast' is not expected", true, "--fast");
    says("'b' is not expected", true, "a", "b");
    says("'a[' is no regular expression", true, "a[");
  }

  private static void says(String what, boolean filters, String... words) {
    var wrong = assertThrows(Arguments.Bad.class, () -> Arguments.parse(List.of(words), filters));
    assertTrue(String.valueOf(wrong.getMessage()).startsWith(what), wrong.toString());
  }
}
