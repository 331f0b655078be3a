package org.tombola.nn;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tombola.engine.EngineException;
import org.tombola.engine.Shape;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The header of a safetensors file, checked against the number of bytes that follow it.
///
/// @param slots in the order of their bytes; together they cover the data exactly
record SafeTensorsHeader(List<Slot> slots, Map<String, String> metadata) {
  /// Where a tensor lies: bytes `begin .. end` after the header.
  record Slot(String name, DType type, Shape shape, long begin, long end) {}

  private static final int MAX_AXES = 16;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// @throws WeightsException naming the file, the tensor, what was found and what was expected
  static SafeTensorsHeader parse(Path file, byte[] header, long dataBytes) {
    try {
      return new Parser(file, dataBytes).header(JSON.readTree(utf8(header)));
    } catch (CharacterCodingException | JacksonException e) {
      String found = e instanceof JacksonException j ? j.getOriginalMessage() : "not UTF-8";
      throw new WeightsException(
          "%s: the header is not valid JSON: %s".formatted(file, printable(found)), e);
    }
  }

  private static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /// Text from a file made fit for a one-line message: no control characters, at most 80
  /// characters.
  static String printable(String text) {
    String clean = text.replaceAll("\\p{Cntrl}+", " ");
    return clean.length() <= 80 ? clean : clean.substring(0, 80) + "...";
  }

  /// The checks, with what every message starts with.
  private record Parser(Path file, long dataBytes) {
    SafeTensorsHeader header(JsonNode json) {
      check(json.isObject(), () -> "the header is " + shown(json) + ", expected a JSON object");
      var slots = new ArrayList<Slot>();
      Map<String, String> metadata = Map.of();
      for (var property : json.properties()) {
        if (property.getKey().equals(SafeTensors.METADATA)) {
          metadata = metadata(property.getValue());
        } else {
          slots.add(slot(property.getKey(), property.getValue()));
        }
      }
      slots.sort(Comparator.comparingLong(Slot::begin).thenComparingLong(Slot::end));
      checkCover(slots);
      return new SafeTensorsHeader(slots, metadata);
    }

    private Map<String, String> metadata(JsonNode json) {
      check(
          json.isObject(),
          () -> "__metadata__ is " + shown(json) + ", expected an object of strings");
      var metadata = new LinkedHashMap<String, String>();
      for (var property : json.properties()) {
        String key = property.getKey();
        JsonNode value = property.getValue();
        check(
            value.isString(),
            () ->
                "__metadata__ '%s' is %s, expected a string"
                    .formatted(printable(key), shown(value)));
        metadata.put(key, value.stringValue());
      }
      return metadata;
    }

    private Slot slot(String name, JsonNode json) {
      String tensor = "tensor '" + printable(name) + "'";
      check(json.isObject(), () -> tensor + " is " + shown(json) + ", expected an object");
      DType type = type(tensor, json.path("dtype"));
      Shape shape = shape(tensor, json.path("shape"));
      JsonNode offsets = json.path("data_offsets");
      check(
          offsets.isArray()
              && offsets.size() == 2
              && isCount(offsets.get(0))
              && isCount(offsets.get(1)),
          () -> tensor + " has data_offsets " + shown(offsets) + ", expected [begin, end]");
      long begin = offsets.get(0).longValue();
      long end = offsets.get(1).longValue();
      long bytes = type.bytes() * (long) shape.size();
      check(
          begin <= end && end - begin == bytes,
          () ->
              "%s has data_offsets [%d, %d], expected %d bytes for %s of shape %s"
                  .formatted(tensor, begin, end, bytes, type, shape));
      check(
          end <= dataBytes,
          () ->
              "%s ends at byte %d of the data, but the file has only %d: truncated?"
                  .formatted(tensor, end, dataBytes));
      return new Slot(name, type, shape, begin, end);
    }

    private DType type(String tensor, JsonNode json) {
      for (DType type : DType.values()) {
        if (json.isString() && json.stringValue().equals(type.name())) {
          return type;
        }
      }
      throw failure(tensor + " has dtype " + shown(json) + ", expected " + DType.all());
    }

    private Shape shape(String tensor, JsonNode json) {
      check(
          json.isArray() && json.size() <= MAX_AXES,
          () ->
              "%s has shape %s, expected a list of at most %d sizes"
                  .formatted(tensor, shown(json), MAX_AXES));
      int[] dims = new int[json.size()];
      for (int i = 0; i < dims.length; i++) {
        JsonNode size = json.get(i);
        check(
            size.isInt() && size.intValue() > 0,
            () -> tensor + " has shape " + shown(json) + ", expected sizes of at least 1");
        dims[i] = size.intValue();
      }
      try {
        return Shape.of(dims);
      } catch (EngineException e) {
        throw failure(tensor + ": " + e.getMessage());
      }
    }

    private static boolean isCount(JsonNode json) {
      return json.isIntegralNumber() && json.canConvertToLong() && json.longValue() >= 0;
    }

    private static String shown(JsonNode json) {
      return json.isMissingNode() ? "missing" : printable(json.toString());
    }

    /// Slots sorted by their begin must follow each other from 0 to the end of the file.
    private void checkCover(List<Slot> slots) {
      long covered = 0;
      for (Slot slot : slots) {
        long expected = covered;
        check(
            slot.begin() == expected,
            () ->
                "tensor '%s' begins at byte %d of the data, expected %d: %s"
                    .formatted(
                        printable(slot.name()),
                        slot.begin(),
                        expected,
                        slot.begin() < expected
                            ? "it overlaps another"
                            : "there is a hole before it"));
        covered = slot.end();
      }
      if (covered != dataBytes) {
        throw failure("%d bytes of data, but the tensors cover %d".formatted(dataBytes, covered));
      }
    }

    private void check(boolean holds, Supplier<String> message) {
      if (!holds) {
        throw failure(message.get());
      }
    }

    private WeightsException failure(String message) {
      return new WeightsException(file + ": " + message);
    }
  }
}
