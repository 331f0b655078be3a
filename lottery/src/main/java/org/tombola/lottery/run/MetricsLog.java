package org.tombola.lottery.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.tombola.lottery.train.CurvePoint;

/// `metrics.jsonl`: one JSON object an evaluation, in the file before training goes on.
final class MetricsLog implements AutoCloseable {
  private record Line(
      int step,
      double trainLoss,
      double validationLoss,
      double validationAccuracy,
      double learningRate) {}

  private final Path file;
  // Not a channel: those close themselves when the thread is interrupted.
  private final RandomAccessFile open;

  private MetricsLog(Path file, RandomAccessFile open) {
    this.file = file;
    this.open = open;
  }

  /// A log that keeps the first `bytes` of what the file holds, and nothing after them.
  ///
  /// @throws RunRefused if the file is shorter than that, or cannot be written
  static MetricsLog keeping(long bytes, Path file) {
    try {
      var open = new RandomAccessFile(file.toFile(), "rw");
      if (open.length() < bytes) {
        long size = open.length();
        open.close();
        throw new RunRefused(
            "%s has %d bytes and the checkpoint beside it knows of %d; restore the file, or delete the checkpoint to train again from the start"
                .formatted(file, size, bytes));
      }
      open.setLength(bytes);
      open.seek(bytes);
      return new MetricsLog(file, open);
    } catch (IOException e) {
      throw RunRefused.unwritable(file, e);
    }
  }

  void add(CurvePoint point) {
    var line =
        new Line(
            point.step(),
            point.trainLoss(),
            point.validation().loss(),
            point.validation().accuracy(),
            point.learningRate());
    try {
      open.write((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw RunRefused.unwritable(file, e);
    }
  }

  /// The length of the file, which is on disk when this returns.
  long sync() {
    try {
      open.getFD().sync();
      return open.getFilePointer();
    } catch (IOException e) {
      throw RunRefused.unwritable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      open.close();
    } catch (IOException e) {
      throw RunRefused.unwritable(file, e);
    }
  }
}
