package org.tombola.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tombola.bench.conv.ConvLadder;
import org.tombola.bench.conv.ConvRung;
import org.tombola.bench.conv.ConvShape;
import org.tombola.bench.gemm.GemmLadder;
import org.tombola.bench.gemm.GemmRung;
import org.tombola.bench.gemm.OpenBlasGemm;
import org.tombola.bench.ladder.Task;
import org.tombola.bench.ladder.Timing;
import org.tombola.bench.peak.Bandwidth;
import org.tombola.bench.peak.Peak;

/// Checks every rung, times each ladder against the machine's peak, and puts it all into tables.
///
/// The peak takes its turns among the rungs, which shows the speed that the machine had at that
/// time; shares are of the highest peak so far. Before that every rung is called many times on
/// small operands: the compiler then has it compiled as a method that is called, not as a loop that
/// it happened to find running.
final class Ladders {
  private static final int SMALL_PRODUCT = 48;
  private static final ConvShape SMALL_CONVOLUTION = new ConvShape(32, 16, 16, 4);

  private final Effort effort;
  private final Consumer<String> progress;

  /// The highest peak measured so far, in flop/s.
  private double best;

  /// @param progress told what is going on
  Ladders(Effort effort, Consumer<String> progress) {
    this.effort = effort;
    this.progress = progress;
  }

  /// The whole document.
  String report() {
    List<String> notes = new ArrayList<>();
    Optional<GemmRung> oracle = OpenBlasGemm.load(notes::add);
    String why = notes.isEmpty() ? "" : "not loaded: " + notes.getFirst();
    StringBuilder report = new StringBuilder(Report.head(effort.rounds()));
    report.append(roofline());
    report.append(Report.PRODUCTS);
    List<GemmRung> products = new ArrayList<>(GemmLadder.rungs());
    oracle.ifPresent(products::add);
    products.forEach(rung -> repeat(GemmLadder.checked(rung, SMALL_PRODUCT)));
    effort.products().forEach(n -> report.append(products(n, products, why)));
    report.append(Report.CONVOLUTIONS);
    List<ConvRung> convolutions = ConvLadder.rungs();
    convolutions.forEach(rung -> repeat(ConvLadder.checked(rung, SMALL_CONVOLUTION)));
    effort.convolutions().forEach(shape -> report.append(convolutions(shape, convolutions)));
    return report.toString();
  }

  private void repeat(Task task) {
    for (int i = 0; i < effort.smallCalls(); i++) {
      task.run().run();
    }
  }

  private String products(int n, List<GemmRung> rungs, String whyNoOracle) {
    List<@Nullable Task> tasks = new ArrayList<>();
    for (GemmRung rung : rungs) {
      progress.accept("checking " + rung.name() + ", n = " + n);
      tasks.add(n > rung.patience() ? null : GemmLadder.checked(rung, n));
    }
    LadderTable table = new LadderTable(GemmLadder.flops(n));
    List<@Nullable Timing> timings = timed("n = " + n, tasks, table);
    for (int i = 0; i < rungs.size(); i++) {
      table.add(rungs.get(i).name(), rungs.get(i).idea(), timings.get(i));
    }
    if (!whyNoOracle.isEmpty()) {
      table.add("OpenBLAS", whyNoOracle, null);
    }
    return "\n### n = " + n + "\n\n" + table.text();
  }

  private String convolutions(ConvShape shape, List<ConvRung> rungs) {
    List<@Nullable Task> tasks = new ArrayList<>();
    for (ConvRung rung : rungs) {
      progress.accept("checking " + rung.name() + ", " + shape);
      tasks.add(ConvLadder.checked(rung, shape));
    }
    LadderTable table = new LadderTable(shape.flops());
    List<@Nullable Timing> timings = timed(shape.toString(), tasks, table);
    for (int i = 0; i < rungs.size(); i++) {
      table.add(rungs.get(i).name(), rungs.get(i).idea(), timings.get(i));
    }
    return "\n### " + shape + "\n\n" + table.text();
  }

  /// A timing for each task that there is, and the peak's for the table.
  private List<@Nullable Timing> timed(String what, List<@Nullable Task> tasks, LadderTable table) {
    progress.accept("timing " + what);
    List<Runnable> work = new ArrayList<>(List.of(new Peak().task().run()));
    for (@Nullable Task task : tasks) {
      if (task != null) {
        work.add(task.run());
      }
    }
    List<Timing> timings = effort.rounds().time(work);
    table.peak(timings.getFirst(), best);
    best = Math.max(best, Peak.flops() / timings.getFirst().median());
    List<@Nullable Timing> found = new ArrayList<>();
    int next = 1;
    for (@Nullable Task task : tasks) {
      found.add(task == null ? null : timings.get(next++));
    }
    return found;
  }

  /// The machine's peak and bandwidth.
  String roofline() {
    progress.accept("timing peak and bandwidth");
    List<Bandwidth> levels = Bandwidth.levels();
    List<Runnable> work = new ArrayList<>(List.of(new Peak().task().run()));
    for (Bandwidth level : levels) {
      work.add(level.copy().run());
      work.add(level.triad().run());
    }
    List<Timing> timings = effort.rounds().time(work);
    best = Math.max(best, Peak.flops() / timings.getFirst().median());
    Markdown table = new Markdown("arrays of", "lie in", "copy GB/s", "triad GB/s");
    for (int i = 0; i < levels.size(); i++) {
      Bandwidth level = levels.get(i);
      table.row(
          level.kib() + " KiB",
          level.level(),
          giga(level.copyBytes(), timings.get(2 * i + 1)),
          giga(level.triadBytes(), timings.get(2 * i + 2)));
    }
    return Report.roofline(giga(Peak.flops(), timings.getFirst()), table.text());
  }

  private static String giga(double amount, Timing timing) {
    return Markdown.number(amount / timing.median() * 1e-9);
  }
}
