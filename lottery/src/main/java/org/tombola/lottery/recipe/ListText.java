package org.tombola.lottery.recipe;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A list as a command line gives it: parts with commas between, `7,12`, or as a recipe's file has
/// it, `[7, 12]`.
final class ListText {
  private static final YAMLMapper YAML = new YAMLMapper();

  private ListText() {}

  /// The parts; none of a blank text and of `[]`.
  ///
  /// @param key whose value it is
  /// @throws InvalidSettings if it begins as a list in brackets and is none
  static List<String> parts(String key, String text) {
    String list = text.strip();
    if (list.isEmpty()) {
      return List.of();
    } else if (list.startsWith("[")) {
      return bracketed(key, list);
    }
    var parts = new ArrayList<String>();
    for (String part : list.split(",", -1)) {
      parts.add(part.strip());
    }
    return parts;
  }

  private static List<String> bracketed(String key, String text) {
    JsonNode read;
    try {
      read = YAML.readTree(text);
    } catch (JacksonException _) {
      throw none(key, text);
    }
    // What follows the bracket would be left unread.
    if (!(read instanceof ArrayNode list)
        || !text.endsWith("]")
        || !list.valueStream().allMatch(part -> part.isValueNode() && !part.isNull())) {
      throw none(key, text);
    }
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static InvalidSettings none(String key, String text) {
    return new InvalidSettings(
        "%s must be a list, like a,b or [a, b], not %s".formatted(key, text));
  }
}
