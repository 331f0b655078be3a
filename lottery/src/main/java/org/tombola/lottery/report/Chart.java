package org.tombola.lottery.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// A [Figure] as the data `report.js` draws it from: what is where, not how it looks on a screen.
final class Chart {
  private static final JsonMapper JSON = new JsonMapper();

  private Chart() {}

  /// All figures that move as one JSON text that may stand inside a script element.
  static String json(List<Figure> figures) {
    return text(figures.stream().filter(Figure::moves).map(Chart::object).toList());
  }

  /// As JSON.
  static String text(List<Map<String, Object>> objects) {
    // "<" could begin a tag for the HTML parser, whatever it means to JSON.
    return JSON.writeValueAsString(objects).replace("<", "\\u003c");
  }

  private static Map<String, Object> object(Figure figure) {
    var object = new LinkedHashMap<String, Object>();
    object.put("name", figure.name());
    object.put("title", figure.title());
    object.put("kind", figure.kind().name().toLowerCase(Locale.ROOT));
    object.put("x", axis(figure.xLabel(), figure.x()));
    object.put("y", axis(figure.yLabel(), figure.y()));
    object.put("lines", figure.lines().stream().map(Chart::line).toList());
    figure
        .reference()
        .ifPresent(r -> object.put("reference", Map.of("name", r.name(), "y", significant(r.y()))));
    return object;
  }

  private static Map<String, Object> axis(String label, Scale scale) {
    var axis = new LinkedHashMap<String, Object>();
    axis.put("label", label);
    switch (scale) {
      case Scale.Linear(double from, double to, var _) -> {
        axis.put("from", significant(from));
        axis.put("to", significant(to));
      }
      case Scale.Groups(List<String> names) -> axis.put("names", names);
      case Scale.Log(double from, double to, var ticks) -> {
        axis.put("from", significant(from));
        axis.put("to", significant(to));
        axis.put(
            "ticks", ticks.stream().map(t -> List.of(significant(t.value()), t.label())).toList());
      }
    }
    return axis;
  }

  private static Map<String, Object> line(Figure.Line line) {
    var object = new LinkedHashMap<String, Object>();
    object.put("name", line.name());
    object.put("colour", line.look().colour());
    object.put("bright", line.look().bright());
    object.put("marker", line.look().marker().name().toLowerCase(Locale.ROOT));
    object.put("dash", line.look().dash());
    // x, mean, smallest, largest, seeds; nothing where a round is missing.
    var points = new ArrayList<List<Number>>();
    int level = -1;
    for (Figure.Mark mark : line.marks()) {
      if (level >= 0 && mark.level() != level + 1) {
        points.add(List.of());
      }
      level = mark.level();
      Spread y = mark.y();
      points.add(
          List.of(
              significant(mark.x()),
              significant(y.mean()),
              significant(y.min()),
              significant(y.max()),
              y.count()));
    }
    object.put("points", points);
    return object;
  }

  /// Six digits: more than a screen shows, and half the page.
  private static double significant(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.6g", value));
  }
}
