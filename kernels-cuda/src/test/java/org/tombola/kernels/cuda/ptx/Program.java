package org.tombola.kernels.cuda.ptx;

import java.util.List;

/// A kernel, decoded.
///
/// @param code its instructions; a branch names one by its place
/// @param registers how many each lane has, and which hold constants
/// @param parameterBytes of all its parameters
/// @param sharedBytes of its own variables in shared memory
/// @param mostThreads of a block, as it was compiled for
record Program(
    String name,
    List<Instruction> code,
    Registers registers,
    int parameterBytes,
    int sharedBytes,
    int mostThreads) {}
