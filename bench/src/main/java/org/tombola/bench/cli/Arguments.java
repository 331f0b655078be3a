package org.tombola.bench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What follows a command's name: `[--quick] [FILTER] [FILE]`. A name that ends in `.md` is a file.
///
/// @param filter a regular expression; empty, it is found everywhere
/// @param file where tables go, absent for standard output
record Arguments(boolean quick, Pattern filter, Optional<Path> file) {
  private static final String QUICK = "--quick";

  /// Says in one line what is wrong with a command line.
  static final class Bad extends RuntimeException {
    private static final long serialVersionUID = 1;

    Bad(String what) {
      super(what);
    }
  }

  /// @param filters whether the command takes a filter
  /// @throws Bad if the words are no such arguments
  static Arguments parse(List<String> words, boolean filters) {
    List<String> rest = new ArrayList<>(words);
    boolean quick = rest.remove(QUICK);
    Optional<Path> file = Optional.empty();
    if (!rest.isEmpty() && (!filters || rest.getLast().endsWith(".md"))) {
      file = Optional.of(writable(rest.removeLast()));
    }
    String filter = filters && !rest.isEmpty() ? rest.removeFirst() : "";
    if (!rest.isEmpty() || filter.startsWith("-")) {
      String odd = rest.isEmpty() ? filter : rest.getFirst();
      throw new Bad("'%s' is not expected here".formatted(odd));
    }
    try {
      return new Arguments(quick, Pattern.compile(filter), file);
    } catch (PatternSyntaxException e) {
      throw new Bad("'%s' is no regular expression: %s".formatted(filter, e.getDescription()));
    }
  }

  /// Before minutes are spent on what could not be written.
  private static Path writable(String name) {
    Path file = Path.of(name);
    if (name.startsWith("-") || Files.isDirectory(file)) {
      throw new Bad("'%s' is no file to write to".formatted(name));
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isWritable(folder)) {
      throw new Bad("cannot write '%s': no such folder".formatted(name));
    }
    return file;
  }

  /// Replaces the file's content, if there is a file.
  void write(String text) {
    if (file.isPresent()) {
      try {
        Files.writeString(file.get(), text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
