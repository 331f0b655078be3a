package org.tombola.lottery.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Records to the run folder's JSON files and back; keys in snake case like the columns of
/// `results.csv`.
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private static final ObjectWriter PRETTY =
      MAPPER
          .writer()
          .with(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private Json() {}

  /// On one line, without a line end.
  static String line(Object record) {
    return MAPPER.writeValueAsString(record);
  }

  /// For a file of its own.
  static String pretty(Object record) {
    return PRETTY.writeValueAsString(record) + "\n";
  }

  /// Only a component that is an [Optional] may be missing.
  ///
  /// @throws RunRefused if the file cannot be read or is not such a record, whole
  static <T extends Record> T read(Path file, Class<T> type) {
    try {
      JsonNode tree = MAPPER.readTree(Files.readString(file));
      if (tree instanceof ObjectNode object) {
        for (var component : type.getRecordComponents()) {
          if (component.getType() == Optional.class && !object.has(component.getName())) {
            object.putNull(component.getName());
          }
        }
      }
      @Nullable T record = MAPPER.treeToValue(tree, type);
      if (record == null) {
        throw new IOException("it holds nothing");
      }
      return record;
    } catch (IOException | JacksonException e) {
      throw RunRefused.unreadable(file, e);
    }
  }
}
