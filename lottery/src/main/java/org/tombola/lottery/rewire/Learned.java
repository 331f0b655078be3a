package org.tombola.lottery.rewire;

import java.util.List;
import org.tombola.engine.Gradients;
import org.tombola.engine.Rng;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Module;
import org.tombola.nn.Parameter;
import org.tombola.nn.Weights;

/// What is trained in place of a network's prunable weights, and how these and their mask follow
/// from it.
sealed interface Learned permits Scores, Reparameterized {
  /// What the plan's rule trains.
  ///
  /// @param layers the prunable weights of the network, as they are now
  /// @param target how many ones each layer has, where the rule asks for that
  /// @param stream of random numbers, by name
  static Learned of(
      RewirePlan plan,
      Module network,
      List<Parameter> layers,
      Mask target,
      Rng random,
      String stream) {
    if (!plan.rule().standsStill()) {
      var others = network.parameters().filter(p -> !layers.contains(p)).toList();
      return new Reparameterized(plan, layers, others, random, stream);
    }
    return new Scores(plan.rule(), layers, target, random, stream);
  }

  /// What an optimiser trains.
  List<Parameter> parameters();

  /// The step that begins: where that is drawn, the network computes with other weights in it than
  /// after it.
  default void begin(int step) {}

  /// Gradients of [#parameters], from those of the network.
  Gradients gradients(Gradients network);

  /// The mask as it follows now, which the network computes with from now on.
  ///
  /// @param draw names the numbers of a mask that is drawn
  Mask choose(int draw);

  /// The network computes with this mask from now on.
  void put(Mask mask);

  /// For a checkpoint, by the weights' names.
  Weights state();

  /// Goes on from a checkpoint.
  ///
  /// @throws org.tombola.nn.WeightsException if it is of other layers
  void restore(Weights state);
}
