package org.tombola.lottery.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever bytes a recipe file holds, reading it gives a recipe or an [InvalidSettings] of one
/// line, and takes no memory for what the file only promises (aliases, ranges, exponents).
@Tag("fuzz")
class RecipeFuzzTest {
  /// The parser, the settings' own tree, messages.
  private static final long FIXED = 4 << 20;

  /// What passes through memory for a byte, and is soon garbage: a scale of six bytes is bound to
  /// settings of its own.
  private static final long FACTOR = 16 << 10;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir static Path folder;

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void any_bytes_are_a_recipe_or_invalid_settings(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("recipe.yaml"), content);
    // The first time may load classes; the second takes what reading takes.
    attempt(file);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    attempt(file);
    long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(
        taken <= FIXED + FACTOR * content.length,
        () -> "%d bytes taken for a file of %d".formatted(taken, content.length));
  }

  private static void attempt(Path file) {
    try {
      RecipeFile.read(file);
    } catch (InvalidSettings e) {
      assertEquals(1, String.valueOf(e.getMessage()).lines().count(), e.getMessage());
    }
  }

  static Stream<byte[]> seeds() {
    return Stream.of(
            """
            name: mine
            about: a line
            network: resnet-20
            seeds: 0-2
            train:
              iterations: 8ep
              schedule: {name: multi-step, milestones: [4ep, 6ep]}
            data: {augment: crop-flip}
            scales:
              tiny: {train.iterations: 20, train.optimizer.lr: 0.1}
            """,
            "name: x\nseeds: 0-2147483647\n",
            "name: x\nlevels: 1e999999999\n",
            "name: x\ntrain: {batch: 0x7fffffffffffffffff}\n",
            "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nname: *c\n",
            "a: &a {b: *a}\nname: *a\n",
            "name: !!java.io.File x\n",
            "{".repeat(2000),
            "name: one\n\n  two\n", // a text of two lines
            "---\nname: x\n---\nname: y\n")
        .map(yaml -> yaml.getBytes(StandardCharsets.UTF_8));
  }
}
