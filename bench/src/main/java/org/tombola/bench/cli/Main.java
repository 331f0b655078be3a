package org.tombola.bench.cli;

import java.util.Arrays;
import java.util.List;
import org.tombola.bench.gpu.GpuEffort;
import org.tombola.bench.gpu.Target;
import org.tombola.bench.ladder.Accuracy;
import org.tombola.engine.EngineException;

/// The program in `benchmarks.jar`: a few commands, and everything else for JMH.
///
/// ```text
/// benchmarks.jar ladders [--quick] [FILE.md]            check and time the ladders
/// benchmarks.jar kernels [--quick] [FILTER] [FILE.md]   time kernels and training steps with JMH
/// benchmarks.jar crossover [--quick] [FILE.md]          the density below which sparse kernels win
/// benchmarks.jar gpu [--quick] [FILTER] [FILE.md]       what a GPU does: limits, verbs, ladders
/// benchmarks.jar peak                                   the machine's peak and bandwidth
/// benchmarks.jar [JMH options]                          -h lists the options, -l the benchmarks
/// ```
///
/// Tables go to the file, or to standard output; what is going on, to standard error. A file is
/// written as far as it goes whenever a table is complete; but for `ladders`, what is complete is
/// printed even if the command fails.
public final class Main {
  private Main() {}

  /// Runs the command that `args[0]` names, or JMH.
  public static void main(String[] args) throws Exception {
    List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
    try {
      switch (args.length == 0 ? "" : args[0]) {
        case "ladders" -> ladders(Arguments.parse(rest, false));
        case "kernels" -> kernels(Arguments.parse(rest, true));
        case "crossover" -> crossover(Arguments.parse(rest, false));
        case "gpu" -> gpu(Arguments.parse(rest, true));
        case "peak" -> System.out.print(new Ladders(Effort.full(), System.err::println).roofline());
        default -> org.openjdk.jmh.Main.main(args);
      }
    } catch (Arguments.Bad e) {
      System.err.println(args[0] + ": " + e.getMessage());
      System.exit(2);
    } catch (EngineException | Accuracy.Wrong e) {
      System.err.println(args[0] + ": " + e.getMessage());
      System.exit(1);
    }
  }

  private static void ladders(Arguments arguments) {
    Effort effort = arguments.quick() ? Effort.quick() : Effort.full();
    String report = new Ladders(effort, System.err::println).report();
    arguments.write(report);
    print(arguments, report);
  }

  private static void kernels(Arguments arguments) throws Exception {
    String[] last = {""};
    Kernels kernels = new Kernels(arguments.quick(), arguments.filter(), System.err);
    try {
      boolean any =
          kernels.run(
              text -> {
                arguments.write(text);
                last[0] = text;
              });
      if (!any) {
        throw new Arguments.Bad(
            "no benchmark's name matches '%s'; -l lists them".formatted(arguments.filter()));
      }
    } finally {
      print(arguments, last[0]);
    }
  }

  private static void crossover(Arguments arguments) {
    String[] last = {""};
    Crossings crossings = arguments.quick() ? Crossings.quick() : Crossings.full();
    try {
      crossings.run(
          System.err::println,
          text -> {
            arguments.write(text);
            last[0] = text;
          });
    } finally {
      print(arguments, last[0]);
    }
  }

  private static void gpu(Arguments arguments) {
    GpuEffort effort = arguments.quick() ? GpuEffort.quick() : GpuEffort.full();
    String[] last = {""};
    Gpu gpu = new Gpu(Target.ofThisMachine(), effort, arguments.filter(), System.err::println);
    try {
      boolean any =
          gpu.run(
              text -> {
                arguments.write(text);
                last[0] = text;
              });
      if (!any) {
        throw new Arguments.Bad(
            "no section's title matches '%s'; bench/docs/gpu.md lists them"
                .formatted(arguments.filter()));
      }
    } finally {
      print(arguments, last[0]);
    }
  }

  /// Unless there is a file, which has the text already.
  private static void print(Arguments arguments, String text) {
    if (arguments.file().isEmpty()) {
      System.out.print(text);
    }
  }
}
