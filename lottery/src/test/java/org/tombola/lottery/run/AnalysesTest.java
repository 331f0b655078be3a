package org.tombola.lottery.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombola.lottery.recipe.Settings;

class AnalysesTest {
  @TempDir Path dir;

  private String answers(String folder, String arms) throws IOException {
    Settings settings =
        Runs.settings("arms", arms, "seeds", "0", "analyses", "distance reinit oneshot");
    Path run = dir.resolve(folder);
    assertTrue(Runs.run(run, settings).complete());
    return Files.readString(run.resolve(Analyses.FILE));
  }

  /// Until `oneshot` is there the dense network is looked at in its place.
  @Test
  void a_question_is_asked_again_when_a_network_that_was_missing_is_there() throws IOException {
    String standIn = answers("widened", "reinit");
    String whole = answers("whole", "reinit,oneshot");
    assertNotEquals(whole, standIn);
    assertEquals(whole, answers("widened", "reinit,oneshot"));
  }
}
