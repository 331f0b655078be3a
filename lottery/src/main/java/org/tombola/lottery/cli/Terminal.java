package org.tombola.lottery.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import org.tombola.lottery.report.TextStyle;

/// Where a command writes, and what may be written there.
///
/// @param interactive a person watches: progress may redraw its line
/// @param style for tables and plots
record Terminal(PrintWriter out, PrintWriter err, boolean interactive, TextStyle style) {

  /// The standard streams. Colours need a terminal that has them and nobody who set `NO_COLOR`
  /// (no-color.org: any value but the empty one).
  static Terminal ofProcess() {
    boolean person = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    Charset charset = System.out.charset();
    boolean unicode = charset.canEncode() && charset.newEncoder().canEncode("│●–");
    boolean colour = person && isUnset("NO_COLOR") && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(
        new PrintWriter(System.out, true, charset),
        new PrintWriter(System.err, true, System.err.charset()),
        person,
        new TextStyle(unicode, colour));
  }

  /// Text without anything a file could not hold.
  static Terminal plain(PrintWriter out, PrintWriter err) {
    return new Terminal(out, err, false, TextStyle.PLAIN);
  }

  private static boolean isUnset(String variable) {
    String value = System.getenv(variable);
    return value == null || value.isEmpty();
  }
}
