package org.tombola.bench.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
/// time; shares are of the highest peak of the whole run, so tables are written last. Before that
/// every rung is called many times on small operands: the compiler then has it compiled as a method
/// that is called, not as a loop that it happened to find running.
final class Ladders {
  private static final int SMALL_PRODUCT = 48;
  private static final ConvShape SMALL_CONVOLUTION = new ConvShape(32, 16, 16, 4);

  private final Effort effort;
  private final Consumer<String> progress;

  /// The highest peak measured so far, in flop/s: that of the fastest call of all.
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
    String bandwidths = bandwidths();
    List<GemmRung> products = new ArrayList<>(GemmLadder.rungs());
    oracle.ifPresent(products::add);
    products.forEach(rung -> repeat(GemmLadder.checked(rung, SMALL_PRODUCT)));
    Map<String, LadderTable> productTables = new LinkedHashMap<>();
    effort.products().forEach(n -> productTables.put("n = " + n, products(n, products, why)));
    List<ConvRung> convolutions = ConvLadder.rungs();
    convolutions.forEach(rung -> repeat(ConvLadder.checked(rung, SMALL_CONVOLUTION)));
    Map<String, LadderTable> convolutionTables = new LinkedHashMap<>();
    effort
        .convolutions()
        .forEach(shape -> convolutionTables.put("" + shape, convolutions(shape, convolutions)));
    return Report.head(effort.rounds())
        + Report.roofline(Markdown.number(best * 1e-9), bandwidths)
        + Report.PRODUCTS
        + sections(productTables)
        + Report.CONVOLUTIONS
        + sections(convolutionTables);
  }

  private String sections(Map<String, LadderTable> tables) {
    StringBuilder text = new StringBuilder();
    tables.forEach(
        (title, table) -> text.append("\n### " + title + "\n\n").append(table.text(best)));
    return text.toString();
  }

  private void repeat(Task task) {
    for (int i = 0; i < effort.smallCalls(); i++) {
      task.run().run();
    }
  }

  private LadderTable products(int n, List<GemmRung> rungs, String whyNoOracle) {
    List<@Nullable Task> tasks = new ArrayList<>();
    for (GemmRung rung : rungs) {
      progress.accept("checking " + rung.name() + ", n = " + n);
      tasks.add(n > rung.patience() ? null : GemmLadder.checked(rung, n));
    }
    List<@Nullable Timing> timings = timed("n = " + n, tasks);
    LadderTable table = new LadderTable(GemmLadder.flops(n), peak(timings));
    for (int i = 0; i < rungs.size(); i++) {
      table.add(rungs.get(i).name(), rungs.get(i).idea(), timings.get(i));
    }
    if (!whyNoOracle.isEmpty()) {
      table.add("OpenBLAS", whyNoOracle, null);
    }
    return table;
  }

  private LadderTable convolutions(ConvShape shape, List<ConvRung> rungs) {
    List<@Nullable Task> tasks = new ArrayList<>();
    for (ConvRung rung : rungs) {
      progress.accept("checking " + rung.name() + ", " + shape);
      tasks.add(ConvLadder.checked(rung, shape));
    }
    List<@Nullable Timing> timings = timed(shape.toString(), tasks);
    LadderTable table = new LadderTable(shape.flops(), peak(timings));
    for (int i = 0; i < rungs.size(); i++) {
      table.add(rungs.get(i).name(), rungs.get(i).idea(), timings.get(i));
    }
    return table;
  }

  /// A timing for each task that there is, and the peak's after them.
  private List<@Nullable Timing> timed(String what, List<@Nullable Task> tasks) {
    progress.accept("timing " + what);
    List<Runnable> work = new ArrayList<>(List.of(new Peak().task().run()));
    for (@Nullable Task task : tasks) {
      if (task != null) {
        work.add(task.run());
      }
    }
    List<Timing> timings = effort.rounds().time(work);
    saw(timings.getFirst());
    List<@Nullable Timing> found = new ArrayList<>();
    int next = 1;
    for (@Nullable Task task : tasks) {
      found.add(task == null ? null : timings.get(next++));
    }
    found.add(timings.getFirst());
    return found;
  }

  private static Timing peak(List<@Nullable Timing> timings) {
    return Objects.requireNonNull(timings.getLast());
  }

  private void saw(Timing peak) {
    best = Math.max(best, Peak.flops() / peak.best());
  }

  /// The machine's peak and bandwidth.
  String roofline() {
    String bandwidths = bandwidths();
    return Report.roofline(Markdown.number(best * 1e-9), bandwidths);
  }

  private String bandwidths() {
    progress.accept("timing peak and bandwidth");
    List<Bandwidth> levels = Bandwidth.levels();
    List<Runnable> work = new ArrayList<>(List.of(new Peak().task().run()));
    for (Bandwidth level : levels) {
      work.add(level.copy().run());
      work.add(level.triad().run());
    }
    List<Timing> timings = effort.rounds().time(work);
    saw(timings.getFirst());
    Markdown table = new Markdown("arrays of", "lie in", "copy GB/s", "triad GB/s");
    for (int i = 0; i < levels.size(); i++) {
      Bandwidth level = levels.get(i);
      table.row(
          level.kib() + " KiB",
          level.level(),
          giga(level.copyBytes(), timings.get(2 * i + 1)),
          giga(level.triadBytes(), timings.get(2 * i + 2)));
    }
    return table.text();
  }

  private static String giga(double amount, Timing timing) {
    return Markdown.number(amount / timing.median() * 1e-9);
  }
}
