package org.tombola.lottery.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What makes the figures of a page live: ECharts, from its WebJar, and `report.js`; of a page with
/// graphs `graph.js` too.
///
/// The page's content security policy allows these by their hashes and nothing else, so that text
/// from a run folder could not become a script even if it were not escaped.
final class Script {
  private static final String ECHARTS = "META-INF/resources/webjars/echarts/5.5.0/";

  /// The build with lines, bars and the parts around them.
  private static final String SMALL = ECHARTS + "echarts.common.min.js";

  /// The whole library, half as long again, which has graphs and timelines.
  private static final String WHOLE = ECHARTS + "echarts.min.js";

  private static final String OWN = "org/tombola/lottery/report/";

  private Script() {}

  /// ECharts and what uses it, in this order; empty where the library is not on the class path.
  ///
  /// @param graphs whether the page has some
  static Optional<List<String>> texts(boolean graphs) {
    List<String> names =
        graphs
            ? List.of(WHOLE, OWN + "report.js", OWN + "graph.js")
            : List.of(SMALL, OWN + "report.js");
    List<String> texts = names.stream().map(Script::resource).flatMap(Optional::stream).toList();
    return texts.size() < names.size() ? Optional.empty() : Optional.of(texts);
  }

  /// The source expression that allows a script element with this text.
  static String allowed(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<String> resource(String name) {
    // By the class loader: a WebJar's folder belongs to no package of this module.
    try (var in = Script.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        return Optional.empty();
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      // What would end the script element early is the same JavaScript with a backslash; a parser
      // of HTML makes one line end of two characters, and the hash is of what it makes.
      return Optional.of(text.replace("</script", "<\\/script").replace("\r\n", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
