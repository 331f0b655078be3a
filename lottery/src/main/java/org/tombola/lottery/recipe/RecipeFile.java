package org.tombola.lottery.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.tombola.engine.UnknownName;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads a recipe from YAML.
///
/// ```yaml
/// name: my-training              # required; the rest may be left out
/// about: one line
/// source: where the protocol was published
/// network: resnet-20             # any key of [Settings], nested where it has dots
/// train:
///   iterations: 8ep
/// scales:                        # without: one scale, `paper`, that changes nothing
///   quick:
///     train.iterations: 1ep      # dotted keys
/// claims: []                     # see ClaimList
/// ```
final class RecipeFile {
  /// Far above any recipe: what is longer is some other file.
  private static final int MOST_BYTES = 1 << 20;

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private RecipeFile() {}

  /// @throws InvalidSettings in one line, naming the file
  static Recipe read(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new InvalidSettings("it is longer than %d bytes: no recipe".formatted(MOST_BYTES));
      }
      return parse(bytes);
    } catch (NoSuchFileException _) {
      throw new InvalidSettings(file + ": no such file");
    } catch (IOException e) {
      throw new InvalidSettings("%s: cannot be read: %s".formatted(file, firstLine(e)));
    } catch (InvalidSettings | UnknownName e) {
      throw new InvalidSettings(file + ": " + e.getMessage());
    }
  }

  /// @throws InvalidSettings if it is no recipe, naming the key
  /// @throws UnknownName if a key is none, with the nearest
  static Recipe parse(byte[] yaml) {
    if (!(tree(yaml) instanceof ObjectNode settings)) {
      throw new InvalidSettings("a recipe is a mapping of keys to values");
    }
    String name = text(settings, "name", "");
    if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
      throw new InvalidSettings(
          "name must be given in lower-case letters, digits and hyphens, not '%s'".formatted(name));
    }
    String about = text(settings, "about", "");
    String source = text(settings, "source", "");
    JsonNode scales = settings.remove("scales");
    JsonNode claims = settings.remove("claims");
    JsonNode claim = settings.remove("claim");
    ObjectNode tree = Trees.defaults();
    Trees.overlay(tree, settings, "");
    tree.put("recipe", name);
    Settings base = Trees.bind(tree);
    var recipe =
        new Recipe(
            name, about, source, base, scales(scales), ClaimList.read(claims, claim, base.arms()));
    // A scale that cannot be is told now, not when it is first asked for.
    recipe.scales().keySet().forEach(scale -> recipe.settings(scale, new LinkedHashMap<>()));
    return recipe;
  }

  private static JsonNode tree(byte[] yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JacksonException e) {
      var at = e.getLocation();
      String place = at == null ? "" : " at line " + at.getLineNr();
      throw new InvalidSettings("not YAML%s: %s".formatted(place, firstLine(e)));
    }
  }

  private static String firstLine(Exception e) {
    String message =
        e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
    return String.valueOf(message).lines().findFirst().orElse("");
  }

  private static String text(ObjectNode settings, String key, String otherwise) {
    JsonNode value = settings.remove(key);
    if (value == null) {
      return otherwise;
    } else if (!value.isValueNode() || value.isNull()) {
      throw new InvalidSettings(key + " must be a text");
    }
    return value.asString();
  }

  private static SequencedMap<String, SequencedMap<String, JsonNode>> scales(JsonNode scales) {
    var byName = new LinkedHashMap<String, SequencedMap<String, JsonNode>>();
    if (scales == null) {
      byName.put("paper", new LinkedHashMap<>());
      return byName;
    }
    if (!(scales instanceof ObjectNode) || scales.isEmpty()) {
      throw new InvalidSettings("scales must be a mapping of names to dotted keys and values");
    }
    for (var scale : scales.properties()) {
      if (!(scale.getValue() instanceof ObjectNode)) {
        throw new InvalidSettings(
            "scales.%s must be a mapping of dotted keys to values, {} for none"
                .formatted(scale.getKey()));
      }
      var values = new LinkedHashMap<String, JsonNode>();
      scale.getValue().properties().forEach(p -> values.put(p.getKey(), p.getValue()));
      byName.put(scale.getKey(), values);
    }
    return byName;
  }
}
