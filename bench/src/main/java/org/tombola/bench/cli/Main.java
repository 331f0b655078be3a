package org.tombola.bench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The program in `benchmarks.jar`: `ladders`, `peak`, and everything else for JMH.
///
/// ```text
/// benchmarks.jar ladders [--quick] [FILE]   check and time the ladders, write their tables
/// benchmarks.jar peak                       the machine's peak and bandwidth
/// benchmarks.jar [JMH options]              microbenchmarks; -h lists the options, -l the benchmarks
/// ```
///
/// Tables go to FILE, or to standard output; what is going on, to standard error.
public final class Main {
  private static final String QUICK = "--quick";

  private Main() {}

  /// Runs the command that `args[0]` names, or JMH.
  public static void main(String[] args) throws Exception {
    List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
    switch (args.length == 0 ? "" : args[0]) {
      case "ladders" -> ladders(rest);
      case "peak" -> System.out.print(new Ladders(Effort.full(), System.err::println).roofline());
      default -> org.openjdk.jmh.Main.main(args);
    }
  }

  private static void ladders(List<String> arguments) throws Exception {
    boolean quick = arguments.contains(QUICK);
    List<String> files = arguments.stream().filter(argument -> !argument.equals(QUICK)).toList();
    if (files.size() > 1 || files.stream().anyMatch(file -> file.startsWith("-"))) {
      System.err.println("usage: ladders [" + QUICK + "] [FILE]");
      System.exit(2);
    }
    Effort effort = quick ? Effort.quick() : Effort.full();
    String report = new Ladders(effort, System.err::println).report();
    if (files.isEmpty()) {
      System.out.print(report);
    } else {
      Files.writeString(Path.of(files.getFirst()), report);
    }
  }
}
