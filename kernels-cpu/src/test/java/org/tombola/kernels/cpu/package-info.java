/// Tests of the CPU backend: verb by verb against the reference backend, at every vector width.
@NullMarked
package org.tombola.kernels.cpu;

import org.jspecify.annotations.NullMarked;
