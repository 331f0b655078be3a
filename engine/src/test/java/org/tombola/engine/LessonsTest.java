package org.tombola.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The lesson that README shows is the file in `lessons`, and prints what README says it prints.
class LessonsTest {
  private static final Path LESSON = Path.of("lessons/Lesson01_FirstNetwork.java");
  private static final Path README = Path.of("../README.md");

  @Test
  void readme_shows_the_code_of_the_lesson() throws Exception {
    String lesson = Files.readString(LESSON);
    String shown = block("java");
    assertTrue(shown.lines().count() >= 20, "README shows too little code");
    assertTrue(lesson.endsWith(shown), "README's java block is not the end of " + LESSON);
  }

  @Test
  void the_lesson_prints_what_readme_says() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process run =
        new ProcessBuilder(java, "-cp", "target/classes", LESSON.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(run.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, run.waitFor(), printed);
    assertEquals(block("text"), printed);
  }

  /// The first fenced block of that language in README.
  private static String block(String language) throws Exception {
    Matcher fence =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(README));
    assertTrue(fence.find(), "README has no " + language + " block");
    return fence.group(1);
  }
}
