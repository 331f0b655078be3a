package org.tombola.bench.gpu;

import org.tombola.bench.kernels.Work;
import org.tombola.bench.ladder.Timing;

/// A verb on operands of one shape by one backend, timed.
///
/// @param verb or what it computes
/// @param backend the name it was opened with
/// @param work of a call
/// @param timing of a call
public record Row(String verb, String shape, String backend, Work work, Timing timing) {}
