package org.tombola.lottery.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tombola.engine.Rng;
import org.tombola.lottery.prune.Mask;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.nn.Module;
import org.tombola.nn.NamedMask;
import org.tombola.nn.Parameter;
import org.tombola.nn.Role;

/// Which parameters of a network are trained; the others stay as they are, whatever the optimiser
/// does to weights that have no gradient (Frankle, Schwab and Morcos 2021, section 3).
///
/// Groups joined by `+`:
///
/// | group | parameters |
/// |---|---|
/// | `all` | every one |
/// | `norm` | γ and β of batch normalisations |
/// | `output` | weight and bias of the last layer |
/// | `shortcut` | the convolutions of residual networks' shortcuts |
/// | `channel-2` | of every output channel of the convolutions that a normalisation follows, 2 weights at random: as many as `norm` has |
/// | `not-norm` | every one but those of `norm`; likewise `not-output` and `not-shortcut` |
///
/// @param groups at least one
/// @param only of prunable weights those of a mask; empty for all of them
public record Trainable(List<String> groups, Optional<Mask> only) {
  /// Every parameter.
  public static final Trainable ALL = new Trainable(List.of("all"), Optional.empty());

  private static final Pattern GROUP =
      Pattern.compile("all|(not-)?(norm|output|shortcut)|channel-[1-9][0-9]{0,3}");

  public Trainable {
    groups = List.copyOf(groups);
  }

  /// Reads the form above.
  ///
  /// @throws InvalidSettings naming the group that is none
  public static Trainable parse(String text) {
    List<String> groups = List.of(text.split("\\+", -1));
    for (String group : groups) {
      if (!GROUP.matcher(group).matches()) {
        throw new InvalidSettings(
            ("trainable must be groups joined by +: all, norm, output, shortcut, channel-N,"
                    + " not-norm, not-output, not-shortcut; not '%s'")
                .formatted(group));
      }
    }
    return new Trainable(groups, Optional.empty());
  }

  /// Of prunable weights only those of a mask; the others stand still, whatever they are.
  public Trainable within(Mask mask) {
    return new Trainable(groups, Optional.of(mask));
  }

  /// The parameters of a network that are trained, from now on.
  ///
  /// @param seed the weights of `channel-N` come from its streams `trainable/<name>`
  Part of(Module network, Rng seed) {
    List<Parameter> all = network.parameters().toList();
    var whole = new ArrayList<Parameter>();
    Map<Parameter, boolean[]> parts = new LinkedHashMap<>();
    for (Parameter parameter : all) {
      if (groups.stream().anyMatch(group -> holds(group, parameter, all))) {
        whole.add(parameter);
      } else {
        perChannel()
            .filter(_ -> isNormalised(parameter, all))
            .forEach(count -> parts.put(parameter, Channels.chosen(parameter, count, seed)));
      }
    }
    Part part = new Part(List.copyOf(whole), parts);
    return only.map(part::within).orElse(part);
  }

  /// Parameters trained as a whole, and those of which some entries are.
  record Part(List<Parameter> whole, Map<Parameter, boolean[]> parts) {
    List<Parameter> touched() {
      return Stream.concat(whole.stream(), parts.keySet().stream()).toList();
    }

    /// Of prunable weights those of a mask alone.
    Part within(Mask mask) {
      var layers = new HashMap<String, NamedMask>();
      mask.layers().forEach(layer -> layers.put(layer.name(), layer));
      var untouched = new ArrayList<Parameter>();
      var some = new LinkedHashMap<Parameter, boolean[]>();
      for (Parameter parameter : touched()) {
        NamedMask layer = layers.get(parameter.name());
        boolean[] chosen = parts.get(parameter);
        if (layer == null) {
          untouched.add(parameter);
        } else {
          some.put(parameter, chosen == null ? layer.toArray() : both(chosen, layer));
        }
      }
      return new Part(List.copyOf(untouched), some);
    }

    private static boolean[] both(boolean[] chosen, NamedMask layer) {
      boolean[] both = chosen.clone();
      for (int i = 0; i < both.length; i++) {
        both[i] &= layer.keeps(i);
      }
      return both;
    }
  }

  private Stream<Integer> perChannel() {
    return groups.stream()
        .filter(group -> group.startsWith("channel-"))
        .map(group -> Integer.parseInt(group.substring("channel-".length())));
  }

  private static boolean holds(String group, Parameter parameter, List<Parameter> all) {
    return switch (group) {
      case "all" -> true;
      case "norm" -> parameter.role() == Role.NORM_SCALE || parameter.role() == Role.NORM_SHIFT;
      case "output" -> layer(parameter).equals(layer(lastWeight(all)));
      case "shortcut" -> parameter.role() == Role.WEIGHT && Role.isShortcut(parameter.name());
      case String other when other.startsWith("not-") ->
          !holds(other.substring("not-".length()), parameter, all);
      default -> false;
    };
  }

  /// A convolution without a bias: its channels are shifted by the normalisation behind it.
  private static boolean isNormalised(Parameter parameter, List<Parameter> all) {
    String bias = layer(parameter) + ".bias";
    return parameter.role() == Role.WEIGHT
        && parameter.shape().rank() == 4
        && all.stream().noneMatch(other -> other.name().equals(bias));
  }

  private static Parameter lastWeight(List<Parameter> all) {
    return all.stream()
        .filter(p -> p.role() == Role.WEIGHT)
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private static String layer(Parameter parameter) {
    return parameter.name().substring(0, Math.max(0, parameter.name().lastIndexOf('.')));
  }
}
