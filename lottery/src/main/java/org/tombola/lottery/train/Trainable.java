package org.tombola.lottery.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tombola.engine.Rng;
import org.tombola.lottery.recipe.InvalidSettings;
import org.tombola.nn.Module;
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
public record Trainable(List<String> groups) {
  /// Every parameter.
  public static final Trainable ALL = new Trainable(List.of("all"));

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
    return new Trainable(groups);
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
    return new Part(List.copyOf(whole), parts);
  }

  /// Parameters trained as a whole, and those of which some entries are.
  record Part(List<Parameter> whole, Map<Parameter, boolean[]> parts) {
    List<Parameter> touched() {
      return Stream.concat(whole.stream(), parts.keySet().stream()).toList();
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
