package org.tombola.datasets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever bytes an IDX file holds, reading it gives an array or a [DatasetException], and takes
/// no memory for what the file only promises.
@Tag("fuzz")
class IdxFuzzTest {
  @TempDir static Path folder;

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void any_bytes_are_an_array_or_a_dataset_exception(byte[] content) throws IOException {
    // An array that grows is copied, so twice what is unpacked, and again in the last copy.
    FuzzedFile file = new FuzzedFile(folder.resolve("idx"), 4 * FuzzedFile.DEFLATE_LIMIT);
    file.read(content, path -> Idx.read(path, 3));
  }

  static Stream<byte[]> seeds() throws IOException {
    byte[] sound = IdxBytes.images(3, 4);
    byte[] lying = IdxBytes.header(8, 1 << 10, 1 << 10, 1 << 10);
    return Stream.of(
        sound, IdxBytes.gzip(sound), lying, IdxBytes.gzip(lying), IdxBytes.labels(1, 2));
  }
}
