import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The house rules a compiler cannot see: google-java-format, and no file over 400 lines.
///
/// `check` names every offending file and fails; `format` rewrites what is not in the format. Run
/// by Maven in the root project's validate phase.
static final int MAX_LINES = 400;

void main(String[] args) throws Exception {
  boolean rewrite = args.length == 1 && args[0].equals("format");
  int wrong = 0;
  for (Path file : sources()) {
    String before = Files.readString(file);
    String after;
    try {
      after = new Formatter().formatSourceAndFixImports(before);
    } catch (FormatterException e) {
      wrong++;
      IO.println(file + " does not parse: " + e.getMessage());
      continue;
    }
    if (!after.equals(before)) {
      if (rewrite) {
        Files.writeString(file, after);
        IO.println("formatted " + file);
      } else {
        wrong++;
        IO.println("not in google-java-format: " + file);
      }
    }
    long lines = after.lines().count();
    if (lines > MAX_LINES) {
      wrong++;
      IO.println(
          file + " has " + lines + " lines, the limit is " + MAX_LINES + ": split it by idea");
    }
  }
  if (wrong > 0) {
    IO.println(
        "To format, where the format is all that is wrong: mvn -q -N validate -Dexec.skip"
            + " exec:exec@format");
    System.exit(1);
  }
}

List<Path> sources() throws Exception {
  try (var tree = Files.walk(Path.of("."))) {
    return tree.filter(p -> p.toString().endsWith(".java"))
        .filter(p -> !p.toString().contains("/target/"))
        .sorted()
        .toList();
  }
}
