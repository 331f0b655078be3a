package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

/// One command line, run in this process.
record CommandLineRun(int code, String out, String err) {
  static CommandLineRun of(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Main.execute(args, new PrintWriter(out), new PrintWriter(err));
    return new CommandLineRun(code, out.toString(), err.toString());
  }

  /// It ended with this code and few lines that say all of this, and no stack trace.
  void refused(int expectedCode, String... said) {
    assertEquals(expectedCode, code, this::toString);
    assertTrue(err.startsWith("error: "), this::toString);
    assertTrue(err.lines().count() <= 3, this::toString);
    assertFalse(err.contains("\tat ") || err.contains("at org."), this::toString);
    assertFalse(err.contains("shows where"), this::toString);
    for (String part : said) {
      assertTrue(err.contains(part), () -> "'" + part + "' is not in " + this);
    }
  }

  /// A run in which cells failed: code 1, and for each a line that says all of this in the first.
  void refusedRun(String... said) {
    assertEquals(1, code, this::toString);
    assertFalse(err.contains("\tat "), this::toString);
    String first = err.lines().findFirst().orElse("");
    for (String part : said) {
      assertTrue(first.contains(part), () -> "'" + part + "' is not in " + this);
    }
  }

  void succeeded() {
    assertEquals(0, code, this::toString);
    assertEquals("", err);
  }
}
