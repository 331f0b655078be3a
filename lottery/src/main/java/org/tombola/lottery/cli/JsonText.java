package org.tombola.lottery.cli;

import tools.jackson.databind.json.JsonMapper;

/// What `--json` prints: one object on one line.
final class JsonText {
  private static final JsonMapper MAPPER = new JsonMapper();

  private JsonText() {}

  static String of(Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
