package org.tombola.lottery.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tombola.lottery.run.RunRefused;
import org.tombola.lottery.train.CurvePoint;
import org.tombola.lottery.train.Evaluation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads `metrics.jsonl`: one JSON object an evaluation.
final class CurveFile {
  private static final JsonMapper JSON = new JsonMapper();

  private CurveFile() {}

  /// The points; a last line that is being written is left out.
  ///
  /// @throws ReportException naming file and line, if one is no evaluation
  static List<CurvePoint> read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new ReportException("%s cannot be read (%s)".formatted(file, RunRefused.reason(e)), e);
    }
    var points = new ArrayList<CurvePoint>();
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      points.add(point(lines.get(i), file + " line " + (i + 1)));
    }
    return List.copyOf(points);
  }

  private static CurvePoint point(String line, String place) {
    try {
      JsonNode json = JSON.readTree(line);
      double step = number(json, "step", place);
      double trainLoss = number(json, "train_loss", place);
      var validation =
          new Evaluation(
              number(json, "validation_loss", place), number(json, "validation_accuracy", place));
      return new CurvePoint(
          (int) step, trainLoss, validation, json.path("learning_rate").asDouble(Double.NaN));
    } catch (JacksonException e) {
      throw new ReportException("%s is no evaluation".formatted(place), e);
    }
  }

  private static double number(JsonNode json, String key, String place) {
    double value = json.path(key).asDouble(Double.NaN);
    if (!Double.isFinite(value)) {
      throw new ReportException("%s has no number '%s'".formatted(place, key));
    }
    return value;
  }
}
