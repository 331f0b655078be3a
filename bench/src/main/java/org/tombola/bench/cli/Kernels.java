package org.tombola.bench.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import org.tombola.bench.kernels.Suite;
import org.tombola.bench.kernels.Suites;
import org.tombola.bench.ladder.Rounds;

/// Has JMH run the suites, each benchmark in a JVM of its own, and puts what it measured into
/// tables.
final class Kernels {
  private static final String BACKEND = "backend";

  private final boolean quick;
  private final Pattern filter;
  private final PrintStream progress;
  private final MeasuredLimits limits;
  private final Map<Suite, KernelTable> tables = new LinkedHashMap<>();

  /// @param quick the first value of every parameter, once; the figures mean nothing
  /// @param filter found in the names of the benchmarks to run, like `GemmBench.product`
  /// @param progress where JMH says what it does
  Kernels(boolean quick, Pattern filter, PrintStream progress) {
    this.quick = quick;
    this.filter = filter;
    this.progress = progress;
    limits = new MeasuredLimits(quick ? new Rounds(0, 0, 1) : new Rounds(0.3, 0.05, 7));
  }

  /// Runs everything that the filter lets pass.
  ///
  /// @param written given the document as far as it goes, after every suite
  /// @return whether there was anything to run
  boolean run(Consumer<String> written) throws RunnerException {
    for (Suite suite : Suites.all()) {
      List<String> names =
          suite.names().stream().filter(name -> filter.matcher(name).find()).toList();
      if (!names.isEmpty()) {
        KernelTable table = new KernelTable();
        tables.put(suite, table);
        for (Map<String, List<String>> pass : suite.passes()) {
          for (RunResult result : runner(suite, names, pass).run()) {
            add(table, suite, result);
          }
        }
        limits.measure(table.works());
        written.accept(text());
      }
    }
    return !tables.isEmpty();
  }

  private Runner runner(Suite suite, List<String> names, Map<String, List<String>> pass) {
    ChainedOptionsBuilder options = new OptionsBuilder();
    names.forEach(name -> options.include("^" + Pattern.quote(name) + "$"));
    for (String parameter : suite.parameters()) {
      List<String> values = pass.getOrDefault(parameter, suite.values(parameter));
      boolean one = quick && !parameter.equals(BACKEND);
      options.param(parameter, (one ? values.subList(0, 1) : values).toArray(String[]::new));
    }
    if (quick) {
      options.warmupIterations(0).measurementIterations(1);
      options.measurementTime(new TimeValue(10, TimeUnit.MILLISECONDS));
    }
    return new Runner(
        options.build(), OutputFormatFactory.createFormatInstance(progress, VerboseMode.NORMAL));
  }

  private static void add(KernelTable table, Suite suite, RunResult result) {
    BenchmarkParams params = result.getParams();
    String name = params.getBenchmark().substring(suite.benchmark().getName().length() + 1);
    List<String> shape = new ArrayList<>();
    for (String key : suite.parameters()) {
      if (!key.equals(BACKEND)) {
        shape.add(key.equals("density") ? "density " + params.getParam(key) : params.getParam(key));
      }
    }
    String backend = suite.parameters().contains(BACKEND) ? params.getParam(BACKEND) : "";
    Statistics micros = result.getPrimaryResult().getStatistics();
    table.add(
        name,
        String.join(", ", shape),
        backend,
        micros.getPercentile(50) * 1e-6,
        micros.getMin() * 1e-6,
        micros.getMax() * 1e-6,
        suite.work().apply(name, params::getParam));
  }

  private String text() {
    StringBuilder text = new StringBuilder(Report.kernels(Markdown.number(limits.peak() * 1e-9)));
    tables.forEach(
        (suite, table) ->
            text.append("\n## " + suite.title() + "\n\n")
                .append(table.text(limits.peak(), limits::copy)));
    return text.toString();
  }
}
