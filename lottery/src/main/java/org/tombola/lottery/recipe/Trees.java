package org.tombola.lottery.recipe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tombola.engine.UnknownName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// [Settings] as a tree of keys, where layers are laid over each other before they are bound.
///
/// The tree of the defaults is the list of keys there are, and of their shapes: a value given as
/// text, as the command line does, is bound by the type of the record's component.
final class Trees {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .withCoercionConfigDefaults(
              all -> all.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
          .build();

  private Trees() {}

  /// A new copy of every key with its default.
  static ObjectNode defaults() {
    return of(Settings.DEFAULTS);
  }

  static ObjectNode of(Settings settings) {
    return MAPPER.valueToTree(settings);
  }

  /// Replaces in `tree` what `layer` gives; nested keys one by one.
  ///
  /// @throws UnknownName if `tree` lacks a key of `layer`
  static void overlay(ObjectNode tree, JsonNode layer, String prefix) {
    for (var property : layer.properties()) {
      String key = prefix + property.getKey();
      if (property.getValue() instanceof ObjectNode inner && at(tree, property.getKey(), key)) {
        overlay((ObjectNode) tree.get(property.getKey()), inner, key + ".");
      } else {
        set(tree, property.getKey(), property.getValue(), key);
      }
    }
  }

  /// Replaces the values at dotted keys.
  ///
  /// @throws UnknownName if there is no such key
  static void set(ObjectNode root, SequencedMap<String, JsonNode> values) {
    List<String> known = keys(root);
    values.forEach(
        (key, value) -> {
          if (!known.contains(key)) {
            throw new UnknownName("setting", key, known);
          }
          int dot = key.lastIndexOf('.');
          var parent = dot < 0 ? root : (ObjectNode) root.at(pointer(key.substring(0, dot)));
          set(parent, key.substring(dot + 1), value, key);
        });
  }

  /// The tree of `settings` with values given as text laid over it.
  ///
  /// @throws UnknownName if there is no such key
  static ObjectNode with(Settings settings, Map<String, String> texts) {
    ObjectNode tree = of(settings);
    var values = new LinkedHashMap<String, JsonNode>();
    texts.forEach((key, text) -> values.put(key, MAPPER.getNodeFactory().stringNode(text)));
    set(tree, values);
    return tree;
  }

  /// A leaf's value as text; a list's elements joined by commas.
  static String text(JsonNode leaf) {
    return leaf instanceof ArrayNode list
        ? list.valueStream().map(Trees::text).collect(Collectors.joining(","))
        : leaf.asString();
  }

  /// Binds a complete tree to records.
  ///
  /// @throws InvalidSettings naming the key, the value and what was expected
  static Settings bind(ObjectNode tree) {
    try {
      return MAPPER.treeToValue(tree, Settings.class);
    } catch (DatabindException e) {
      throw explained(e);
    }
  }

  /// Dotted key to value, sorted: every leaf of the tree.
  static SequencedMap<String, JsonNode> leaves(ObjectNode tree) {
    var found = new TreeMap<String, JsonNode>();
    collect(tree, "", found);
    return found;
  }

  static List<String> keys(ObjectNode tree) {
    return new ArrayList<>(leaves(tree).keySet());
  }

  private static boolean at(ObjectNode tree, String name, String key) {
    if (tree.get(name) == null) {
      String prefix = key.substring(0, key.length() - name.length());
      throw new UnknownName(
          "setting", key, tree.propertyNames().stream().map(sibling -> prefix + sibling).toList());
    }
    return tree.get(name) instanceof ObjectNode;
  }

  /// Text for a key that holds a list is split at commas: `arms=ticket,reinit`. A number for a key
  /// that holds a text is its digits: `iterations: 5000`.
  private static void set(ObjectNode parent, String name, JsonNode value, String key) {
    JsonNode before = parent.get(name);
    if (before == null) {
      throw new UnknownName("setting", key, keys(defaults()));
    }
    if (before instanceof ObjectNode) {
      throw new InvalidSettings(
          "%s must be a group of keys, like %s.%s".formatted(key, key, first(before)));
    } else if (value.isNull() || value instanceof ObjectNode) {
      throw new InvalidSettings(key + " must have a value");
    } else if (before.isString() && value.isNumber()) {
      parent.put(name, value.asString());
    } else if (before instanceof ArrayNode && value.isString()) {
      ArrayNode list = MAPPER.createArrayNode();
      if (!value.asString().isBlank()) {
        for (String part : value.asString().split(",", -1)) {
          list.add(part.strip());
        }
      }
      parent.set(name, list);
    } else {
      parent.set(name, value);
    }
  }

  private static String first(JsonNode group) {
    return group.propertyNames().iterator().next();
  }

  private static void collect(JsonNode node, String key, Map<String, JsonNode> into) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              p ->
                  collect(p.getValue(), key.isEmpty() ? p.getKey() : key + "." + p.getKey(), into));
    } else {
      into.put(key, node);
    }
  }

  private static String pointer(String dotted) {
    return "/" + dotted.replace('.', '/');
  }

  private static InvalidSettings explained(DatabindException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidSettings invalid) {
        return invalid;
      }
    }
    String key = path(e.getPath());
    return switch (e) {
      case InvalidFormatException wrong ->
          new InvalidSettings(
              "%s must be %s, not '%s'".formatted(key, expected(wrong), wrong.getValue()));
      case ValueInstantiationException wrong when wrong.getCause() != null ->
          new InvalidSettings("%s must be %s".formatted(key, wrong.getCause().getMessage()));
      case MismatchedInputException wrong ->
          new InvalidSettings("%s must be %s".formatted(key, expected(wrong)));
      default -> new InvalidSettings(key + ": " + e.getOriginalMessage());
    };
  }

  private static String path(Collection<JacksonException.Reference> path) {
    return path.stream()
        .map(JacksonException.Reference::getPropertyName)
        .filter(name -> name != null)
        .collect(Collectors.joining("."));
  }

  private static String expected(MismatchedInputException e) {
    Class<?> type = e.getTargetType();
    if (type == int.class || type == Integer.class) {
      return "a whole number below 2147483648";
    } else if (type == double.class) {
      return "a number";
    } else if (type == boolean.class) {
      return "true or false";
    } else if (type == String.class || type == Seeds.class) {
      return "a text";
    } else if (type == Duration.class) {
      return "a number of iterations, like 5000, or of epochs, like 8ep";
    }
    return "a list";
  }
}
