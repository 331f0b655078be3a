package org.tombola.lottery.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.tombola.engine.Shape;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/// Texts of the command line to values, in the words of a person rather than of Java's types.
final class ArgumentTypes {
  private ArgumentTypes() {}

  /// For `line` and the commands it has by now.
  static void register(CommandLine line) {
    line.registerConverter(int.class, ArgumentTypes::whole);
    line.registerConverter(Integer.class, ArgumentTypes::whole);
    line.registerConverter(double.class, ArgumentTypes::number);
    line.registerConverter(Double.class, ArgumentTypes::number);
    line.registerConverter(Path.class, ArgumentTypes::path);
    line.registerConverter(Shape.class, ArgumentTypes::imageShape);
  }

  private static int whole(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new TypeConversionException("'%s' is not a whole number below 2^31".formatted(text));
    }
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw new TypeConversionException("'%s' is not a number".formatted(text));
    }
  }

  /// `3x32x32`.
  private static Shape imageShape(String text) {
    if (!text.matches("[1-9][0-9]{0,3}x[1-9][0-9]{0,3}x[1-9][0-9]{0,3}")) {
      throw new TypeConversionException(
          "'%s' is no channels x height x width, for example 3x32x32".formatted(text));
    }
    return Shape.of(Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray());
  }

  /// An empty text, as an unset shell variable leaves it, would mean the folder one is in.
  private static Path path(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("the name is empty");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'%s' is no path: %s".formatted(text, e.getReason()));
    }
  }
}
