package org.tombola.lottery.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;

/// Scalars over steps in a file TensorBoard reads: `tensorboard --logdir FOLDER`.
///
/// Each record is an `Event` message of TensorFlow's `event.proto`; the field numbers here are its:
///
/// ```text
/// Event     { 1 wall_time double; 2 step int64; 3 file_version string; 5 summary; 7 session_log }
/// summary   { 1 value, repeated }
/// value     { 1 tag string; 2 simple_value float }
/// session_log { 1 status: 1 is START }
/// ```
///
/// A training that goes on from a checkpoint opens a new file in the same folder and calls
/// [#restart]. Not safe for threads.
public final class EventFile implements AutoCloseable {
  private static final String VERSION = "brain.Event:2";

  private final Path path;
  private final FileChannel channel;
  private final InstantSource clock;

  private EventFile(Path path, FileChannel channel, InstantSource clock) {
    this.path = path;
    this.channel = channel;
    this.clock = clock;
  }

  /// A new file in `folder`, which is made if need be. It is named after the second it was made in;
  /// of two made in the same second, the later one sorts after the earlier.
  ///
  /// @param clock gives every record its wall time
  /// @throws UncheckedIOException if it cannot be made
  public static EventFile create(Path folder, InstantSource clock) {
    try {
      Files.createDirectories(folder);
      Instant now = clock.instant();
      for (int number = 0; ; number++) {
        Path path =
            folder.resolve(
                "events.out.tfevents.%010d.tombola.%d".formatted(now.getEpochSecond(), number));
        try {
          var options =
              new StandardOpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
          var file = new EventFile(path, FileChannel.open(path, options), clock);
          file.append(new Message().float64(1, seconds(now)).text(3, VERSION));
          return file;
        } catch (FileAlreadyExistsException _) {
          // The next number.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A point of the curve `tag`; a slash in the tag makes a group: `loss/train`. Stored in single
  /// precision, as TensorBoard shows it; NaN and infinities are marked there.
  ///
  /// @throws UncheckedIOException if it cannot be written
  public void scalar(String tag, long step, double value) {
    var summary = new Message().message(1, new Message().text(1, tag).float32(2, (float) value));
    append(event(step).message(5, summary));
  }

  /// Says that the training starts again at `step`: TensorBoard drops the points earlier files of
  /// the folder have at that step or after it, which are about to come once more.
  ///
  /// @throws UncheckedIOException if it cannot be written
  public void restart(long step) {
    append(event(step).message(7, new Message().varint(1, 1)));
  }

  /// Where it lies.
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Message event(long step) {
    return new Message().float64(1, seconds(clock.instant())).varint(2, step);
  }

  private void append(Message event) {
    ByteBuffer record = Records.framed(event.toBytes());
    try {
      while (record.hasRemaining()) {
        channel.write(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / 1e9;
  }
}
