package org.tombola.lottery.train;

import java.util.Optional;
import org.tombola.lottery.rewire.Rewired;
import org.tombola.nn.Weights;
import org.tombola.nn.optim.OptimizerState;

/// The whole state of a training after a step: what [Trainer#resume] needs to go on to the same
/// bytes as if nothing had happened.
///
/// The streams of random numbers need no place in it: order and augmentation of the data are
/// functions of the seed and the iteration, so that `step` is the position in the epoch too.
///
/// @param step steps done
/// @param weights of the network, running statistics included
/// @param optimizer its running averages
/// @param lossSum of the training losses since the last evaluation
/// @param losses how many these are
/// @param best the best step so far; empty before the first evaluation
/// @param evaluations since the best one
/// @param times spent so far
/// @param rewired the mask, if it changes during training
public record Checkpoint(
    int step,
    Weights weights,
    OptimizerState optimizer,
    double lossSum,
    int losses,
    Optional<EarlyStop> best,
    int evaluations,
    Times times,
    Optional<Rewired> rewired) {}
