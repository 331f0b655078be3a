package org.tombola.lottery.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.tombola.engine.UnknownName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The recipes there are: one YAML file each in the resources folder `recipes`, and its name here.
public final class Recipes {
  private static final List<String> NAMES = List.of("lth-lenet");

  private Recipes() {}

  public static List<String> names() {
    return NAMES;
  }

  /// The recipe of that name.
  ///
  /// @throws UnknownName if there is no such recipe
  public static Recipe named(String name) {
    if (!NAMES.contains(name)) {
      throw new UnknownName("recipe", name, NAMES);
    }
    try (InputStream file = Recipes.class.getResourceAsStream("/recipes/" + name + ".yaml")) {
      if (file == null) {
        throw new IllegalStateException("the recipe " + name + " is not packaged");
      }
      return parse(new YAMLMapper().readTree(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Recipe parse(JsonNode file) {
    var settings = (ObjectNode) file.deepCopy();
    String name = settings.remove("name").asString();
    String about = settings.remove("about").asString();
    String source = settings.remove("source").asString();
    JsonNode scales = settings.remove("scales");
    ObjectNode tree = Trees.defaults();
    Trees.overlay(tree, settings, "");
    tree.put("recipe", name);
    var byName = new LinkedHashMap<String, SequencedMap<String, JsonNode>>();
    for (var scale : scales.properties()) {
      var values = new LinkedHashMap<String, JsonNode>();
      scale.getValue().properties().forEach(p -> values.put(p.getKey(), p.getValue()));
      byName.put(scale.getKey(), values);
    }
    return new Recipe(name, about, source, Trees.bind(tree), byName);
  }
}
