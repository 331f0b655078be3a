package org.tombola.kernels.cuda;

/// What waits in a [Queue] and goes to a [Device]: data, equal to what would do the same.
sealed interface Work permits Launch, BlasProduct {}
