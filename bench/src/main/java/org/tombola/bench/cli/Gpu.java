package org.tombola.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.tombola.bench.gpu.DeviceLadder;
import org.tombola.bench.gpu.GpuEffort;
import org.tombola.bench.gpu.Lanes;
import org.tombola.bench.gpu.Limits;
import org.tombola.bench.gpu.Row;
import org.tombola.bench.gpu.Target;
import org.tombola.bench.gpu.Verbs;
import org.tombola.bench.kernels.Suite;
import org.tombola.bench.kernels.WithoutJmh;
import org.tombola.bench.layer.ConvLayer;
import org.tombola.kernels.cuda.KernelTimer;

/// Measures a GPU and puts it into tables, a section at a time.
final class Gpu {
  private record Section(String title, Supplier<String> text) {}

  private final Target target;
  private final GpuEffort effort;
  private final Pattern filter;
  private final Consumer<String> progress;

  /// @param filter found in the titles of the sections to run, like `Ladder of products`
  /// @param progress told what is going on
  Gpu(Target target, GpuEffort effort, Pattern filter, Consumer<String> progress) {
    this.target = target;
    this.effort = effort;
    this.filter = filter;
    this.progress = progress;
  }

  /// Measures the limits, then whatever the filter lets pass.
  ///
  /// @param written given the document as far as it goes, after the limits and after every section
  /// @return whether there was anything to run
  /// @throws org.tombola.engine.EngineException if the device fails
  /// @throws org.tombola.bench.ladder.Accuracy.Wrong if a rung of a ladder is wrong
  boolean run(Consumer<String> written) {
    try (Lanes lanes = Lanes.open(target);
        KernelTimer timer = target.timer().get()) {
      Run run = new Run(lanes, timer);
      List<Section> chosen =
          run.sections().stream().filter(each -> filter.matcher(each.title()).find()).toList();
      if (!chosen.isEmpty()) {
        StringBuilder document = new StringBuilder(run.head());
        written.accept(document.toString());
        for (Section section : chosen) {
          progress.accept("timing " + section.title());
          document.append("\n## " + section.title() + "\n\n").append(section.text().get());
          written.accept(document.toString());
        }
      }
      return !chosen.isEmpty();
    }
  }

  /// A device, open, and its limits as soon as they are known.
  private final class Run {
    private final Lanes lanes;
    private final KernelTimer timer;
    private final Verbs verbs = new Verbs(effort.rounds(), effort.repeats());
    private final DeviceLadder ladder;
    private Limits limits = Limits.NONE;

    Run(Lanes lanes, KernelTimer timer) {
      this.lanes = lanes;
      this.timer = timer;
      ladder = new DeviceLadder(timer, effort.rounds(), effort.repeats());
    }

    String head() {
      progress.accept("timing limits");
      limits =
          Limits.measure(
              timer,
              lanes.first(),
              effort.rounds(),
              effort.repeats(),
              effort.copies(),
              effort.steps());
      StringBuilder text = new StringBuilder(Report.GPU);
      text.append(Report.gpu(timer.description(), effort.rounds()));
      text.append(LimitsTable.text(limits));
      lanes.missing().forEach(line -> text.append("\n" + line + "\n"));
      return text.toString();
    }

    List<Section> sections() {
      List<Section> sections = new ArrayList<>();
      for (Suite suite : WithoutJmh.suites()) {
        List<String> shapes = effort.shapes().apply(suite);
        sections.add(
            new Section(
                suite.title(),
                () -> table(all(shapes, shape -> verbs.suite(suite, shape, lanes.first())))));
      }
      sections.add(
          new Section(
              "Matrix products",
              () -> compared(all(effort.products(), n -> verbs.product(n, lanes.products())))));
      sections.add(
          new Section(
              "Linear layers",
              () -> compared(all(effort.linear(), l -> verbs.layer(l, lanes.products())))));
      sections.add(
          new Section(
              "Convolutions",
              () -> table(all(effort.convolutions(), l -> verbs.layer(l, lanes.precisions())))));
      int n = effort.ladderProduct();
      sections.add(
          new Section(
              "Ladder of products, n = " + n,
              () -> RungTable.text(ladder.products(n), 2.0 * n * n * n, limits.peak())));
      for (ConvLayer layer : effort.ladderConvolutions()) {
        sections.add(
            new Section(
                "Ladder of convolutions, " + layer,
                () -> RungTable.text(ladder.convolutions(layer), layer.flops(), limits.peak())));
      }
      return sections;
    }

    private String table(List<Row> rows) {
      KernelTable table = new KernelTable();
      for (Row row : rows) {
        table.add(
            row.verb(),
            row.shape(),
            row.backend(),
            row.timing().median(),
            row.timing().fastest(),
            row.timing().slowest(),
            row.work());
      }
      return table.text(limits.peak(), limits::copy);
    }

    private String compared(List<Row> rows) {
      return table(rows) + CublasTable.text(rows, lanes::cublas);
    }
  }

  private static <T> List<Row> all(List<T> of, Function<T, List<Row>> rows) {
    return of.stream().flatMap(each -> rows.apply(each).stream()).toList();
  }
}
