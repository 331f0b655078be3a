package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole runs from the command line, on four points and a few steps.
class RunCommandTest {
  private static final List<String> TINY =
      List.of(
          "run",
          "--dataset",
          "xor",
          "--arms",
          "ticket,reinit",
          "--levels",
          "2",
          "--seeds",
          "0-1",
          "--scale",
          "smoke",
          "--set",
          "data.validation=1",
          "train.batch=2",
          "train.iterations=6",
          "train.evaluate-every=2");

  @TempDir Path dir;

  private CommandLineRun tiny(Path out, String... more) {
    var args = new ArrayList<>(TINY);
    args.addAll(List.of("--out", out.toString()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private static List<String> withoutSeconds(Path csv) throws IOException {
    return Files.readAllLines(csv).stream().map(l -> l.replaceAll("(,[^,]*){3}$", "")).toList();
  }

  @Test
  void trains_reports_and_says_where_the_report_is() throws IOException {
    Path out = dir.resolve("run");
    var run = tiny(out);
    run.succeeded();
    assertTrue(run.out().contains("report: " + out.resolve("report.html")), run.out());
    assertTrue(run.out().contains("[10/10]"), run.out());
    assertEquals(11, Files.readAllLines(out.resolve("results.csv")).size());
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(page.contains("java -jar lottery/target/lottery.jar run --dataset xor"), page);
    assertTrue(page.contains("train.evaluate-every"), page);
    assertTrue(page.contains("Density of each layer"), page);
    assertFalse(page.contains("not complete"), page);
    assertTrue(Files.exists(out.resolve("figures/layer-density.svg")));
  }

  @Test
  void what_a_command_says_in_vain_is_a_warning() {
    var run =
        CommandLineRun.of(
            "run",
            "lth-lenet",
            "--scale",
            "smoke",
            "--dry-run",
            "--arms",
            "ticket",
            "--data-dir",
            dir.toString(),
            "--set",
            "arm.reinit.levels=1");
    assertEquals(0, run.code(), run.err());
    assertTrue(
        run.err().contains("warning: arm.reinit.levels changes nothing: the arm does not run here"),
        run.err());
    assertTrue(run.err().contains("warning: --data-dir changes nothing: digits is"), run.err());
    var used =
        CommandLineRun.of(
            "run",
            "lth-lenet",
            "--dataset",
            "mnist",
            "--dry-run",
            "--arms",
            "ticket,reinit",
            "--data-dir",
            dir.toString(),
            "--set",
            "arm.reinit.levels=1");
    used.succeeded();
  }

  @Test
  void the_same_command_again_repeats_nothing() throws IOException {
    Path out = dir.resolve("run");
    tiny(out).succeeded();
    var before = Files.readString(out.resolve("results.csv"));
    var again = tiny(out);
    again.succeeded();
    assertTrue(again.out().contains("10 of them finished already"), again.out());
    assertEquals(before, Files.readString(out.resolve("results.csv")));
  }

  @Test
  void jobs_and_threads_change_nothing() throws IOException {
    tiny(dir.resolve("a"), "--jobs", "1").succeeded();
    tiny(dir.resolve("b"), "--jobs", "2", "--threads", "2").succeeded();
    assertEquals(
        withoutSeconds(dir.resolve("a/results.csv")), withoutSeconds(dir.resolve("b/results.csv")));
  }

  @Test
  void status_and_report_look_at_a_finished_run() {
    Path out = dir.resolve("run");
    tiny(out).succeeded();
    var status = CommandLineRun.of("status", out.toString());
    status.succeeded();
    assertTrue(status.out().contains("10 done, 0 running, 0 failed, 0 missing"), status.out());
    var report = CommandLineRun.of("report", out.toString());
    report.succeeded();
    assertTrue(report.out().contains("ticket"), report.out());
  }

  @Test
  void report_compares_several_runs() throws IOException {
    Path first = dir.resolve("first");
    Path second = dir.resolve("second");
    tiny(first).succeeded();
    tiny(second, "--set", "train.optimizer.lr=0.01").succeeded();
    Path out = dir.resolve("both");
    var report =
        CommandLineRun.of("report", first.toString(), second.toString(), "--out", out.toString());
    report.succeeded();
    assertTrue(report.out().contains("report: " + out.resolve("report.html")), report.out());
    String page = Files.readString(out.resolve("report.html"));
    assertTrue(page.contains("<tr><th>train.optimizer.lr</th>"), "settings that differ");
    assertTrue(page.contains("second: reinit"), "lines of both");
    assertTrue(Files.exists(out.resolve("figures/curves-first-ticket.svg")));
    assertTrue(Files.exists(out.resolve("figures/layer-density-second.svg")));
    CommandLineRun.of("report", first.toString(), dir.resolve("absent").toString())
        .refused(1, "absent");
  }

  @Test
  void a_loss_that_is_no_number_fails_its_cells_and_the_run() {
    Path out = dir.resolve("run");
    var run = tiny(out, "--set", "train.optimizer.lr=1e30");
    run.refusedRun("ticket, seed 0, level 0", "step", "learning rate");
    var status = CommandLineRun.of("status", out.toString());
    assertTrue(status.out().contains("failed"), status.out());
    var report = CommandLineRun.of("report", out.toString());
    report.succeeded();
  }

  @Test
  void dry_run_prints_cells_and_settings_and_writes_nothing() {
    Path out = dir.resolve("run");
    var run = tiny(out, "--dry-run");
    run.succeeded();
    assertTrue(run.out().contains("train.batch=2"), run.out());
    assertTrue(run.out().contains("10 cells"), run.out());
    assertTrue(run.out().contains("reinit, seed 1, level 2"), run.out());
    assertFalse(Files.exists(out));
  }

  @Test
  void levels_0_trains_the_dense_network_alone() {
    var run = tiny(dir.resolve("run"), "--levels", "0", "--dry-run");
    // The option is given twice: picocli refuses that.
    run.refused(2, "--levels");
    var args = new ArrayList<>(TINY);
    args.set(args.indexOf("--levels") + 1, "0");
    args.addAll(List.of("--out", dir.resolve("dense").toString()));
    var dense = CommandLineRun.of(args.toArray(String[]::new));
    dense.succeeded();
    assertTrue(dense.out().contains("at the end of training"), dense.out());
  }

  @Test
  void event_files_are_written_where_nothing_is_pruned_or_if_asked_for() throws IOException {
    assertEquals(0, eventFiles("run"));
    assertEquals(10, eventFiles("asked", "--tensorboard"));
    var training =
        List.of(
            "run",
            "train",
            "--dataset=xor",
            "--set",
            "data.validation=1",
            "train.batch=2",
            "train.iterations=4",
            "train.evaluate-every=2");
    for (String option : List.of("", "--no-tensorboard")) {
      var args = new ArrayList<>(training);
      Path out = dir.resolve("training" + option);
      args.addAll(1, option.isEmpty() ? List.of() : List.of(option));
      args.add("--out=" + out);
      CommandLineRun.of(args.toArray(String[]::new)).succeeded();
      assertEquals(option.isEmpty() ? 1 : 0, countEventFiles(out));
    }
  }

  private long eventFiles(String name, String... options) throws IOException {
    Path out = dir.resolve(name);
    tiny(out, options).succeeded();
    return countEventFiles(out);
  }

  private static long countEventFiles(Path out) throws IOException {
    try (var all = Files.walk(out)) {
      return all.filter(file -> file.getFileName().toString().contains("tfevents")).count();
    }
  }

  @Test
  void a_recipe_of_ones_own_is_run_from_its_file() throws IOException {
    Path file = dir.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        name: mine
        dataset: xor
        data: {validation: 1}
        train: {batch: 2, iterations: 3ep, evaluate-every: 1ep}
        """);
    Path out = dir.resolve("run");
    CommandLineRun.of("run", file.toString(), "--out", out.toString()).succeeded();
    assertTrue(Files.readString(out.resolve("results.csv")).contains("\nmine,xor,"));
    Files.writeString(file, "name: mine\ntrain: {bach: 2}\n");
    CommandLineRun.of("run", file.toString()).refused(2, file + ": ", "'train.batch'");
  }

  @Test
  void the_default_folder_depends_on_the_settings_but_not_on_the_grid() {
    String base = folder("--scale", "smoke");
    assertTrue(
        base.startsWith("folder: runs" + java.io.File.separator + "lth-lenet-digits-smoke-"));
    assertEquals(base, folder("--scale", "smoke", "--seeds", "0-4", "--arms", "ticket"));
    assertFalse(base.equals(folder("--scale", "smoke", "--set", "train.batch=7")));
  }

  /// Not a tree of folders below `runs`, and nothing outside it.
  @Test
  void the_default_folder_of_pictures_is_one_folder() {
    String start = "folder: runs" + java.io.File.separator + "lth-lenet-folder-";
    String named = folder("--dataset", "folder:../data/my pets/");
    assertTrue(named.startsWith(start + "my-pets-quick-"), named);
    assertTrue(folder("--dataset", "folder:..").startsWith(start), "folder:..");
  }

  @Test
  void run_alone_is_the_paper_at_quick_scale_on_drawn_digits() {
    assertTrue(
        folder().startsWith("folder: runs" + java.io.File.separator + "lth-lenet-digits-quick-"));
  }

  private static String folder(String... options) {
    var args = new ArrayList<>(List.of("run", "--dry-run"));
    args.addAll(List.of(options));
    var run = CommandLineRun.of(args.toArray(String[]::new));
    run.succeeded();
    return run.out().lines().findFirst().orElseThrow();
  }

  @Test
  void refuses_a_batch_the_data_cannot_fill() {
    CommandLineRun.of(
            "run",
            "--dataset",
            "xor",
            "--set",
            "data.validation=1",
            "--out",
            dir.resolve("run").toString())
        .refused(2, "train.batch", "xor", "not 60");
  }

  @Test
  void refuses_a_folder_that_is_no_run() throws IOException {
    CommandLineRun.of("status", dir.toString()).refused(1, dir.toString(), "no run folder");
    CommandLineRun.of("report", dir.toString()).refused(1, dir.toString(), "no run folder");
    CommandLineRun.of("report", dir.resolve("absent").toString()).refused(1, "absent");
    Files.writeString(dir.resolve("thesis.txt"), "mine");
    tiny(dir).refused(1, dir.toString(), "--out");
  }

  @Test
  void refuses_an_output_folder_that_cannot_be_written() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "");
    tiny(file.resolve("run")).refused(1, file.toString(), "--out");
    tiny(file).refused(1, file.toString(), "--out");
  }

  @Test
  void refuses_to_mix_settings_in_one_folder() {
    Path out = dir.resolve("run");
    tiny(out).succeeded();
    tiny(out, "--set", "train.optimizer.lr=0.5").refused(1, "train.optimizer.lr", "0.5", "--out");
  }

  @Test
  void refuses_damaged_results_naming_the_file() throws IOException {
    Path out = dir.resolve("run");
    tiny(out).succeeded();
    Files.writeString(out.resolve("results.csv"), "arm\n");
    CommandLineRun.of("report", out.toString()).refused(1, "results.csv", "no column 'seed'");
  }

  @Test
  void refuses_results_that_are_no_file_or_no_shares() throws IOException {
    Path out = dir.resolve("run");
    tiny(out).succeeded();
    Path csv = out.resolve("results.csv");
    Files.writeString(csv, Files.readString(csv).replace("0.64", "1e999"));
    CommandLineRun.of("report", out.toString()).refused(1, "results.csv line ", "density");
    Files.delete(csv);
    Files.createDirectory(csv);
    CommandLineRun.of("report", out.toString()).refused(1, csv.toString(), "cannot be read");
  }

  @Test
  void failures_are_told_in_few_lines_also_where_the_report_fails() throws IOException {
    var args = new ArrayList<>(TINY);
    Path out = dir.resolve("run");
    args.set(args.indexOf("--seeds") + 1, "0-7");
    args.addAll(List.of("--out", out.toString(), "--set", "train.optimizer.lr=1e30"));
    var run = CommandLineRun.of(args.toArray(String[]::new));
    run.refusedRun("ticket, seed 0, level 0", "step", "learning rate");
    assertEquals(7, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("3 more cells failed; see: status " + out), run.err());
    assertTrue(run.err().contains("start from a failed cell: 32 ("), run.err());
    deleteAll(out.resolve("figures"));
    Files.writeString(out.resolve("figures"), "in the way");
    var again = CommandLineRun.of(args.toArray(String[]::new));
    assertEquals(1, again.code());
    assertTrue(again.err().contains("ticket, seed 0, level 0 failed"), again.err());
    assertTrue(again.err().contains(out.resolve("figures") + ": there is a file"), again.err());
  }

  private static void deleteAll(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Test
  void refuses_a_damaged_mask_naming_the_file() throws IOException {
    Path out = dir.resolve("run");
    tiny(out).succeeded();
    Path mask;
    try (var files = Files.walk(out)) {
      mask = files.filter(f -> f.endsWith("mask.safetensors")).findFirst().orElseThrow();
    }
    Files.write(mask, new byte[] {1, 2, 3});
    CommandLineRun.of("report", out.toString())
        .refused(1, mask.toString(), "delete " + mask.getParent());
  }

  @Test
  void refuses_data_that_are_not_there() {
    CommandLineRun.of(
            "run",
            "--dataset",
            "mnist",
            "--data-dir",
            dir.toString(),
            "--out",
            dir.resolve("run").toString())
        .refused(1, dir.toString(), "train-images");
  }
}
