package org.tombola.lottery.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.Backends;
import org.tombola.engine.Rng;
import org.tombola.engine.spi.Backend;
import org.tombola.lottery.analysis.Analysis;
import org.tombola.lottery.analysis.Finding;
import org.tombola.lottery.analysis.Instruments;
import org.tombola.lottery.analysis.Question.Want;
import org.tombola.lottery.analysis.Request;
import org.tombola.lottery.analysis.Snapshot;
import org.tombola.lottery.analysis.Subject;
import org.tombola.lottery.arm.Cell;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.Identity;
import org.tombola.lottery.recipe.Moment;
import org.tombola.lottery.recipe.Settings;
import org.tombola.nn.Weights;

/// The analyses of a run's finished cells, in `analyses.csv`. Each is done once: its rows lie in
/// `analyses/`, a file a question, seed and level, and are put together in the order of the recipe.
/// The file's name says which networks were looked at: where one was missing and another took its
/// place, the question is asked anew once it is there.
///
/// @param requests what is asked
/// @param finished the cells there are
record Analyses(Laboratory laboratory, Path folder, List<Request> requests, List<Cell> finished) {
  static final String FILE = "analyses.csv";

  static final String HEADER = "analysis,arm,seed,level,density,statistic,x,value\n";

  /// One question about the networks of one seed and level.
  private record Question(Request request, List<Cell> cells, Path file) {}

  /// Before anything is trained: whether such networks and data have answers.
  ///
  /// @throws org.tombola.lottery.recipe.InvalidSettings if one has none, saying what is missing
  static void check(Settings settings, Task task, List<Request> requests, Backend on) {
    if (requests.isEmpty()) {
      return;
    }
    Backends.with(
        on,
        () -> {
          Instruments instruments = task.instruments(new Rng(0));
          requests.forEach(request -> request.analysis().check(settings, instruments));
          return instruments;
        });
  }

  /// Answers what has no answer yet and writes the table. Without requests nothing is written.
  ///
  /// @throws InterruptedException if interrupted between two answers; those given are kept
  void run(String backend, int threads, int jobs) throws InterruptedException {
    if (requests.isEmpty()) {
      return;
    }
    List<Question> questions = questions();
    work(questions, backend, threads, jobs);
    var text = new StringBuilder(HEADER);
    for (Question question : questions) {
      try {
        text.append(Files.readString(question.file));
      } catch (IOException e) {
        throw RunRefused.unreadable(question.file, e);
      }
    }
    AtomicFile.write(folder.resolve(FILE), text.toString());
  }

  private void work(List<Question> questions, String name, int threads, int jobs)
      throws InterruptedException {
    Queue<Question> open = new ConcurrentLinkedQueue<>();
    questions.stream().filter(question -> !Files.exists(question.file)).forEach(open::add);
    var broken = new AtomicReference<@Nullable RuntimeException>();
    var workers = new ArrayList<Thread>();
    for (int i = 0; i < Math.min(jobs, open.size()); i++) {
      workers.add(
          Thread.ofPlatform()
              .daemon()
              .name("analysis-" + i)
              .start(() -> answer(open, name, threads, broken)));
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      open.clear();
      for (Thread worker : workers) {
        worker.join();
      }
      throw e;
    }
    RuntimeException thrown = broken.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  private void answer(
      Queue<Question> open,
      String name,
      int threads,
      AtomicReference<@Nullable RuntimeException> broken) {
    try (Backend backend = Backends.open(name, threads)) {
      for (Question question = open.poll(); question != null; question = open.poll()) {
        Question next = question;
        String rows = Backends.with(backend, () -> rows(next));
        AtomicFile.write(question.file, rows);
      }
    } catch (RuntimeException e) {
      open.clear();
      broken.compareAndSet(null, e);
    }
  }

  private List<Question> questions() {
    Path answers = folder.resolve("analyses");
    try {
      Files.createDirectories(answers);
    } catch (IOException e) {
      throw RunRefused.unwritable(answers, e);
    }
    var questions = new ArrayList<Question>();
    for (Request request : requests) {
      for (Cell first : cells(request.arms().getFirst())) {
        List<Cell> cells =
            request.arms().stream()
                .map(arm -> beside(arm, first))
                .flatMap(Optional::stream)
                .toList();
        if (cells.size() == request.arms().size()) {
          if (request.question().wants(Want.ROUNDS)) {
            cells = Stream.concat(cells.stream(), rounds(first)).toList();
          }
          questions.add(new Question(request, cells, answers.resolve(file(request, cells))));
        }
      }
    }
    return questions;
  }

  /// The cells of an arm, or if it has none the dense networks.
  private List<Cell> cells(String arm) {
    List<Cell> own = finished.stream().filter(cell -> cell.arm().equals(arm)).toList();
    return own.isEmpty()
        ? finished.stream()
            .filter(cell -> dense(arm, cell.seed()).filter(cell::equals).isPresent())
            .toList()
        : own;
  }

  /// The cell of an arm at the seed and level of another, or else its dense network.
  private Optional<Cell> beside(String arm, Cell first) {
    var here = new Cell(arm, first.seed(), first.level());
    return finished.contains(here) ? Optional.of(here) : dense(arm, first.seed());
  }

  private Optional<Cell> dense(String arm, int seed) {
    return laboratory.timeline().arms().dense(arm, seed, finished);
  }

  /// The finished cells that were pruned for the mask of a cell, that of the round before first.
  private Stream<Cell> rounds(Cell cell) {
    return laboratory.timeline().arms().named(cell.arm()).rounds(cell).stream()
        .filter(finished::contains);
  }

  private String file(Request request, List<Cell> cells) {
    Cell cell = cells.getFirst();
    var identity = Identity.of(laboratory.settings());
    var text = new StringBuilder(request + " " + laboratory.settings().analysis() + "\n");
    text.append(cells).append('\n');
    request.arms().forEach(arm -> text.append(arm).append('=').append(identity.definition(arm)));
    return "%s-%s-seed%d-level%02d-%s.csv"
        .formatted(
            request.label(),
            String.join("-", request.arms()),
            cell.seed(),
            cell.level(),
            identity.hash(text.toString()).substring(0, 8));
  }

  private String rows(Question question) {
    Cell cell = question.cells.getFirst();
    List<Subject> subjects =
        question.cells.stream()
            .map(its -> subject(its, snapshots(question.request.analysis(), its, cell)))
            .toList();
    Instruments instruments = laboratory.task().instruments(new Rng(cell.seed()));
    String start =
        String.format(
            Locale.ROOT,
            "%s,%s,%d,%d,%.8f",
            question.request.label(),
            question.request.arms().getFirst(),
            cell.seed(),
            cell.level(),
            subjects.getFirst().mask().density());
    var rows = new StringBuilder();
    for (Finding finding : question.request.analysis().findings(subjects, instruments)) {
      String x = Double.isNaN(finding.x()) ? "" : number(finding.x());
      rows.append(start)
          .append(',')
          .append(finding.statistic())
          .append(',')
          .append(x)
          .append(',')
          .append(number(finding.value()))
          .append('\n');
    }
    return rows.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  /// The moments before its end at which an analysis looks at a network; nothing if it does not
  /// look at its start.
  ///
  /// @param first the network that the answer is about
  private Optional<List<Moment>> snapshots(Analysis analysis, Cell cell, Cell first) {
    if (analysis.question().wants(Want.COURSE) && cell.equals(first)) {
      return Optional.of(laboratory.settings().analysis().moments());
    }
    return analysis.question().wants(Want.STARTS) ? Optional.of(List.of()) : Optional.empty();
  }

  private Subject subject(Cell cell, Optional<List<Moment>> moments) {
    Weights end = laboratory.weights(cell, Moment.FINAL);
    Mask mask = laboratory.mask(cell);
    List<Snapshot> snapshots =
        moments
            .map(at -> laboratory.course(cell, end, mask, at))
            .orElseGet(() -> List.of(new Snapshot(0, end, mask)));
    return new Subject(end, mask, snapshots, laboratory.rate(cell), cell.level(), cell.arm());
  }
}
