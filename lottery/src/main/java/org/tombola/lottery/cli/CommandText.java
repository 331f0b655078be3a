package org.tombola.lottery.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The command line as a person could type it again, for the provenance of a run.
final class CommandText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private CommandText() {}

  static String of(List<String> args) {
    return "java -jar lottery/target/lottery.jar "
        + args.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
  }

  /// In single quotes, as a POSIX shell reads them, where a shell would not take the word as it is.
  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
