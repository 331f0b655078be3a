package org.tombola.kernels.cuda.ptx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one kernel: its parameters, its registers, its variables in shared memory, its statements.
final class Parser {
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\.param\\s+(?:\\.align\\s+(\\d+)\\s+)?\\.[busf](\\d+)\\s+(\\w+)(?:\\[(\\d+)\\])?");
  private static final Pattern REGISTERS =
      Pattern.compile("\\.reg\\s+\\.\\w+\\s+(%[a-z]+)<(\\d+)>");
  private static final Pattern SHARED =
      Pattern.compile(
          "\\.shared\\s+\\.align\\s+(\\d+)\\s+\\.[busf](\\d+)\\s+(\\w+)(?:\\[(\\d*)\\])?");
  private static final Pattern MOST_THREADS = Pattern.compile("\\.maxntid\\s+(\\d+)");
  private static final Pattern LABEL = Pattern.compile("^(\\$?\\w+):");

  private final String text;
  private final int begin;
  private final int body;
  private final Map<String, Integer> parameters = new HashMap<>(); // offsets, in bytes
  private final Map<String, Integer> registers = new HashMap<>(); // how many of each kind
  private final Map<String, Integer> variables = new HashMap<>(); // addresses in shared memory
  private final Map<String, Integer> labels = new HashMap<>();
  private final List<Statement> statements = new ArrayList<>();
  private int parameterBytes;
  private int sharedBytes;

  /// @param begin where the kernel's `.entry` is
  Parser(String text, int begin) {
    this.text = text;
    this.begin = begin;
    body = text.indexOf("\n{", begin) + 2;
  }

  Program program(String name) {
    String head = text.substring(begin, body);
    readParameters(head);
    readLines();
    shareOfTheFile();
    Registers file = new Registers(registers, variables);
    Decoder decoder = new Decoder(file, parameters, labels);
    List<Instruction> code;
    try {
      code = statements.stream().map(decoder::decode).toList();
    } catch (Fault e) {
      throw new Fault(name + ", " + e.getMessage());
    }
    Matcher most = MOST_THREADS.matcher(head);
    int threads = most.find() ? Integer.parseInt(most.group(1)) : 1024;
    return new Program(name, code, file, parameterBytes, sharedBytes, threads);
  }

  private void readParameters(String head) {
    for (Matcher each = PARAMETER.matcher(head); each.find(); ) {
      int width = Integer.parseInt(each.group(2)) / 8;
      int align = each.group(1) == null ? width : Integer.parseInt(each.group(1));
      int size = each.group(4) == null ? width : Integer.parseInt(each.group(4));
      int at = roundUp(parameterBytes, align);
      parameters.put(each.group(3), at);
      parameterBytes = at + size;
    }
  }

  private void readLines() {
    int line = (int) text.substring(0, body).lines().count();
    int end = text.indexOf("\n}", body);
    for (String raw : text.substring(body, end).split("\n", -1)) {
      int comment = raw.indexOf("//");
      readLine(line++, (comment < 0 ? raw : raw.substring(0, comment)).strip());
    }
  }

  private void readLine(int number, String line) {
    String rest = line;
    Matcher label = LABEL.matcher(rest);
    if (label.find()) {
      labels.put(label.group(1), statements.size());
      rest = rest.substring(label.end());
    }
    for (String part : rest.split(";", -1)) {
      String one = part.strip();
      if (one.startsWith(".reg")) {
        Matcher declared = REGISTERS.matcher(one);
        if (!declared.find()) {
          throw new Fault("line " + number + ": not understood: " + one);
        }
        registers.put(declared.group(1), Integer.valueOf(declared.group(2)));
      } else if (one.startsWith(".shared")) {
        share(number, one);
      } else if (!one.isEmpty() && !one.startsWith(".pragma")) {
        statements.add(Statement.of(number, one));
      }
    }
  }

  /// Variables before the first kernel are there for all of them. One without a length is what the
  /// launch adds, behind the others.
  private void shareOfTheFile() {
    String before = text.substring(0, text.indexOf(".entry"));
    List<String> dynamic = new ArrayList<>();
    for (Matcher each = SHARED.matcher(before); each.find(); ) {
      if ("".equals(each.group(4))) {
        dynamic.add(each.group(3));
      } else {
        share(0, each.group());
      }
    }
    sharedBytes = roundUp(sharedBytes, 16);
    dynamic.forEach(name -> variables.put(name, sharedBytes));
  }

  private void share(int number, String declaration) {
    Matcher variable = SHARED.matcher(declaration);
    if (!variable.find()) {
      throw new Fault("line " + number + ": not understood: " + declaration);
    }
    sharedBytes = roundUp(sharedBytes, Integer.parseInt(variable.group(1)));
    variables.put(variable.group(3), sharedBytes);
    int elements = variable.group(4) == null ? 1 : Integer.parseInt(variable.group(4));
    sharedBytes += elements * Integer.parseInt(variable.group(2)) / 8;
  }

  private static int roundUp(int value, int multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }
}
