package org.tombola.lottery.recipe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
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

  private static final String ARM = "arm";

  private Trees() {}

  /// A new copy of every key with its default.
  static ObjectNode defaults() {
    return of(Settings.DEFAULTS);
  }

  static ObjectNode of(Settings settings) {
    return MAPPER.valueToTree(settings);
  }

  /// The keys of an arm, without `arm.<name>.`, as text.
  static SequencedMap<String, String> armTexts(ArmSettings arm) {
    var texts = new TreeMap<String, String>();
    leaves(MAPPER.valueToTree(arm)).forEach((key, value) -> texts.put(key, text(value)));
    return texts;
  }

  /// The defaults with values given as text; arms that are named become arms.
  ///
  /// @throws UnknownName if there is no such key
  static ObjectNode complete(Map<String, String> texts) {
    ObjectNode tree = defaults();
    for (String key : texts.keySet()) {
      String[] parts = key.split("\\.", 3);
      if (parts.length == 3 && parts[0].equals(ARM)) {
        declare((ObjectNode) tree.get(ARM), parts[1]);
      }
    }
    return with(tree, texts);
  }

  /// Makes room for an arm of that name.
  private static void declare(ObjectNode arms, String name) {
    if (arms.get(name) == null) {
      arms.set(name, MAPPER.valueToTree(ArmSettings.template(name)));
    }
  }

  /// Replaces in `tree` what `layer` gives; nested keys one by one. An arm may be new.
  ///
  /// @throws UnknownName if `tree` lacks a key of `layer`
  static void overlay(ObjectNode tree, JsonNode layer, String prefix) {
    for (var property : layer.properties()) {
      String key = prefix + property.getKey();
      if (prefix.equals(ARM + ".")) {
        ArmNames.check(property.getKey());
        declare(tree, property.getKey());
      }
      if (property.getValue() instanceof ObjectNode inner && at(tree, property.getKey(), key)) {
        overlay((ObjectNode) tree.get(property.getKey()), inner, key + ".");
      } else {
        set(tree, property.getKey(), property.getValue(), key);
      }
    }
  }

  /// Replaces the values at dotted keys. `arm.early*.levels` is that key of every arm whose name
  /// begins like this.
  ///
  /// @throws UnknownName if there is no such key
  static void set(ObjectNode root, SequencedMap<String, JsonNode> values) {
    List<String> known = keys(root);
    values.forEach(
        (pattern, value) -> {
          for (String key : meant(pattern, known)) {
            int dot = key.lastIndexOf('.');
            var parent = dot < 0 ? root : (ObjectNode) root.at(pointer(key.substring(0, dot)));
            set(parent, key.substring(dot + 1), value, key);
          }
        });
  }

  /// The keys of `known` that a key means: itself, or with a star those of some arms.
  private static List<String> meant(String key, List<String> known) {
    String regex = Pattern.quote(key).replace("*", "\\E[^.]*\\Q");
    boolean some = key.startsWith(ARM + ".") && key.contains("*");
    List<String> named =
        some
            ? known.stream().filter(Pattern.compile(regex).asMatchPredicate()).toList()
            : known.stream().filter(key::equals).toList();
    if (named.isEmpty()) {
      throw new UnknownName("setting", key, offered(key, known));
    }
    return named;
  }

  /// The keys worth naming to somebody who gave another: of an arm its own, of an arm there is not
  /// the same key of those there are.
  private static List<String> offered(String key, List<String> known) {
    String[] parts = key.split("\\.", 3);
    if (parts.length < 3 || !parts[0].equals(ARM)) {
      return known.stream().filter(other -> !other.startsWith(ARM + ".")).toList();
    }
    String prefix = ARM + "." + parts[1] + ".";
    List<String> its = known.stream().filter(other -> other.startsWith(prefix)).toList();
    return its.isEmpty()
        ? known.stream()
            .filter(other -> other.startsWith(ARM + "."))
            .map(other -> ARM + "." + other.split("\\.", 3)[1] + "." + parts[2])
            .distinct()
            .toList()
        : its;
  }

  /// The tree of `settings` with values given as text laid over it.
  ///
  /// @throws UnknownName if there is no such key
  static ObjectNode with(Settings settings, Map<String, String> texts) {
    return with(of(settings), texts);
  }

  private static ObjectNode with(ObjectNode tree, Map<String, String> texts) {
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
      throw new UnknownName("setting", key, siblings(tree, key, name));
    }
    return tree.get(name) instanceof ObjectNode;
  }

  /// Text for a key that holds a list is a [ListText]: `arms=ticket,reinit`. A number for a key
  /// that holds a text is its digits: `iterations: 5000`.
  private static void set(ObjectNode parent, String name, JsonNode value, String key) {
    JsonNode before = parent.get(name);
    if (before == null) {
      throw new UnknownName(
          "setting",
          key,
          key.equals(name) ? offered(key, keys(defaults())) : siblings(parent, key, name));
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
      ListText.parts(key, value.asString()).forEach(list::add);
      parent.set(name, list);
    } else {
      parent.set(name, value);
    }
  }

  private static List<String> siblings(ObjectNode parent, String key, String name) {
    String prefix = key.substring(0, key.length() - name.length());
    return parent.propertyNames().stream().map(sibling -> prefix + sibling).toList();
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
    String key = path(e.getPath());
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidSettings invalid) {
        return named(invalid, key);
      } else if (cause instanceof UnknownName unknown) {
        throw unknown;
      }
    }
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

  /// Settings of an arm do not know its name; the path to them does.
  private static InvalidSettings named(InvalidSettings invalid, String key) {
    String message = String.valueOf(invalid.getMessage());
    String[] path = key.split("\\.", 3);
    boolean ofArm = path.length > 1 && path[0].equals(ARM) && message.startsWith(ARM + ".");
    return ofArm
        ? new InvalidSettings("%s.%s.%s".formatted(ARM, path[1], message.substring(4)))
        : invalid;
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
    } else if (type == Moment.class) {
      return "a moment: init, final, 500, 2ep or final-30ep";
    } else if (type == Duration.class) {
      return "a number of iterations, like 5000, or of epochs, like 8ep";
    }
    return "a list";
  }
}
