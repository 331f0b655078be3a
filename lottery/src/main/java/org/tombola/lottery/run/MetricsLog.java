package org.tombola.lottery.run;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tombola.lottery.train.Checkpoint;

/// `metrics.jsonl`: one JSON object an evaluation, on disk before training goes on.
final class MetricsLog implements AutoCloseable {
  private record Line(
      int step, double trainLoss, double validationLoss, double validationAccuracy) {}

  private final Path file;
  private final Writer writer;

  MetricsLog(Path file) {
    this.file = file;
    try {
      this.writer = Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw RunRefused.unwritable(file, e);
    }
  }

  void add(Checkpoint checkpoint) {
    var line =
        new Line(
            checkpoint.step(),
            checkpoint.trainLoss(),
            checkpoint.validation().loss(),
            checkpoint.validation().accuracy());
    try {
      writer.write(Json.line(line) + "\n");
      writer.flush();
    } catch (IOException e) {
      throw RunRefused.unwritable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw RunRefused.unwritable(file, e);
    }
  }
}
