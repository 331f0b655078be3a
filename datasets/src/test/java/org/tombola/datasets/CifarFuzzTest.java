package org.tombola.datasets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;
import org.tombola.datasets.Normalisation.Channels;

/// Whatever bytes a CIFAR file holds, reading it gives examples or a [DatasetException], and takes
/// no memory for pictures that are not there.
@Tag("fuzz")
class CifarFuzzTest {
  private static final int MANY = 1 << 26;

  @TempDir static Path folder;

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void any_bytes_are_examples_or_a_dataset_exception(byte[] content) throws IOException {
    FuzzedFile file = new FuzzedFile(folder.resolve("file.bin"), 4);
    int pictures = Math.max(1, content.length / CifarBytes.TEN.record());
    file.read(content, path -> read(pictures));
    file.read(content, path -> read(MANY));
  }

  static Stream<byte[]> seeds() {
    byte[] sound = CifarBytes.records(1, 9, 0);
    return Stream.of(sound, CifarBytes.records(10), CifarBytes.records(255), new byte[1]);
  }

  /// The file as training and test examples at once.
  private static void read(int pictures) {
    DataFile file = new DataFile("file.bin", "");
    Normalisation same = new Normalisation(0, 1);
    new CifarFiles(
            CifarBytes.TEN,
            Channels.of(same, same, same),
            pictures,
            pictures,
            List.of(file, file),
            new Archive("", "", new PublishedSum.Md5(""), List.of()))
        .read("fuzzed", new DataFolder(folder, ""));
  }
}
