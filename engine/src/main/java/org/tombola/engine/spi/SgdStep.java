package org.tombola.engine.spi;

/// The numbers of one step of stochastic gradient descent, in PyTorch's form:
///
/// ```
/// g        = dw + weightDecay · w
/// velocity = momentum · velocity + g
/// w       -= lr · (nesterov ? g + momentum · velocity : velocity)
/// ```
///
/// and `w -= lr · g` without momentum. Velocity starts at zero, so the first step moves by `lr·g`
/// as PyTorch's does.
public record SgdStep(float lr, float momentum, boolean nesterov, float weightDecay) {}
