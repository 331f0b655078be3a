package org.tombola.lottery.cli;

import org.tombola.engine.Shape;
import org.tombola.lottery.count.Counts;
import org.tombola.lottery.count.LayerCount;
import org.tombola.lottery.prune.Mask;
import org.tombola.nn.Module;

/// How large a network is, pruned weights included.
///
/// @param parameters everything that is trained
/// @param flops of the forward pass of one example, see [LayerCount#denseFlops]
record ForwardCost(long parameters, long flops) {
  /// @param input the shape of an example, (C, H, W)
  static ForwardCost of(Module network, Shape input) {
    return new ForwardCost(
        network.parameters().mapToLong(p -> p.shape().size()).sum(),
        Counts.of(network, input).layers(Mask.dense(network)).stream()
            .mapToLong(LayerCount::denseFlops)
            .sum());
  }
}
