package org.tombola.lottery.recipe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.tombola.engine.UnknownName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the `claims` of a recipe's file.
///
/// ```yaml
/// claims:
///   - id: ticket-stops-earlier
///     text: A winning ticket reaches early stop before the dense network.
///     statistic: early-stop-iteration
///     left: ticket
///     right: dense                 # or constant: 97.5
///     density: 0.21                # or level: 7
///     direction: less              # greater, less, within
///     source: Frankle and Carbin 2019, section 2
///     evidence: P
/// ```
///
/// Where `claim: {level: 0, left: dense}` stands beside them, these are the keys of all claims that
/// do not have them. May be left out: `analysis`, `x`, `tolerance` ([#TOLERANCE]), `margin` (0),
/// `network` (any).
final class ClaimList {
  /// Wider than half a round of 20 %, so that a ladder of such rounds meets every density.
  static final double TOLERANCE = 0.12;

  private static final List<String> KEYS =
      List.of(
          "id",
          "text",
          "analysis",
          "statistic",
          "x",
          "left",
          "right",
          "constant",
          "density",
          "tolerance",
          "level",
          "direction",
          "margin",
          "source",
          "evidence",
          "network");

  private final ObjectNode claim;
  private final String place;

  private ClaimList(ObjectNode claim, String place) {
    this.claim = claim;
    this.place = place;
  }

  /// @param common what claims have that say nothing else, `claim` of the file
  /// @param arms the names a claim may compare, besides [Claim#DENSE] and [Claim#DENSE_OF]
  /// @throws InvalidSettings naming the claim and the key
  /// @throws UnknownName if there is no such key or arm, with the nearest
  static List<Claim> read(
      @Nullable JsonNode list, @Nullable JsonNode common, Collection<String> arms) {
    if (common != null && !(common instanceof ObjectNode)) {
      throw new InvalidSettings("claim must be a mapping of the keys that all claims have");
    }
    if (list == null) {
      return List.of();
    } else if (!(list instanceof ArrayNode claims)) {
      throw new InvalidSettings("claims must be a list");
    } else {
      var known = new ArrayList<>(arms);
      known.add(Claim.DENSE);
      arms.forEach(arm -> known.add(Claim.DENSE_OF + arm));
      var read = new ArrayList<Claim>();
      for (int i = 0; i < claims.size(); i++) {
        if (!(claims.get(i) instanceof ObjectNode claim)) {
          throw new InvalidSettings("claims.%d must be a mapping of keys to values".formatted(i));
        }
        if (common != null) {
          common.properties().stream()
              .filter(key -> !claim.has(key.getKey()))
              .forEach(key -> claim.set(key.getKey(), key.getValue()));
        }
        read.add(new ClaimList(claim, "claims." + i).claim(known));
      }
      if (read.stream().map(Claim::id).distinct().count() < read.size()) {
        throw new InvalidSettings("claims must have an id each, none of them twice");
      }
      return List.copyOf(read);
    }
  }

  private Claim claim(List<String> arms) {
    claim.propertyNames().forEach(key -> UnknownName.check("key of " + place, key, KEYS));
    String left = text("left");
    UnknownName.check("arm", left, arms);
    Optional<String> right = optional("right");
    right.ifPresent(arm -> UnknownName.check("arm", arm, arms));
    try {
      return new Claim(
          text("id"),
          text("text"),
          statistic(),
          left,
          right,
          number("constant", Double.NaN),
          where(),
          direction(),
          number("margin", 0),
          text("source"),
          text("evidence"),
          optional("network").orElse(Claim.ANY));
    } catch (InvalidSettings e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(place) ? e : new InvalidSettings(place + "." + message);
    }
  }

  private Claim.Statistic statistic() {
    OptionalDouble x = claim.has("x") ? OptionalDouble.of(number("x", 0)) : OptionalDouble.empty();
    return new Claim.Statistic(optional("analysis").orElse(""), text("statistic"), x);
  }

  private Claim.Place where() {
    if (claim.has("density") == claim.has("level")) {
      throw new InvalidSettings(place + " must have either a density or a level");
    } else if (claim.has("density")) {
      return new Claim.Density(number("density", 0), number("tolerance", TOLERANCE));
    }
    JsonNode level = claim.get("level");
    if (level.isString() && level.asString().equals("best")) {
      return new Claim.Best();
    } else if (!level.isInt()) {
      throw new InvalidSettings(place + ".level must be a whole number or best, not " + level);
    }
    return new Claim.Level(level.asInt());
  }

  private Claim.Direction direction() {
    String word = text("direction");
    for (Claim.Direction direction : Claim.Direction.values()) {
      if (direction.toString().equals(word)) {
        return direction;
      }
    }
    throw new InvalidSettings(
        "direction must be greater, less or within, not '%s'".formatted(word));
  }

  private String text(String key) {
    return optional(key)
        .orElseThrow(() -> new InvalidSettings("%s must have a %s".formatted(place, key)));
  }

  private Optional<String> optional(String key) {
    JsonNode value = claim.get(key);
    if (value == null) {
      return Optional.empty();
    } else if (!value.isString()) {
      throw new InvalidSettings("%s.%s must be a text, not %s".formatted(place, key, value));
    }
    return Optional.of(value.asString());
  }

  private double number(String key, double otherwise) {
    JsonNode value = claim.get(key);
    if (value == null) {
      return otherwise;
    } else if (!value.isNumber() || !Double.isFinite(value.asDouble(Double.NaN))) {
      throw new InvalidSettings("%s.%s must be a number, not %s".formatted(place, key, value));
    }
    return value.asDouble(Double.NaN);
  }
}
