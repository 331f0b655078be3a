/// What a pruned network amounts to: weights, units and operations, with every denominator.
///
/// Read in this order: [org.tombola.lottery.count.LayerCount], a layer's numbers;
/// [org.tombola.lottery.count.Counts], where they come from.
package org.tombola.lottery.count;
