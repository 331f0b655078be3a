/// The naive specification: what every verb of [org.tombola.engine.spi.Backend] means, in loops
/// that can be checked by eye against the formula above them. Faster backends are tested against
/// it.
///
/// Read in this order:
/// 1. [org.tombola.engine.reference.ReferenceStorage]: a row-major `float[]` with its shape and
///    kind;
/// 2. [org.tombola.engine.reference.Positions]: where an element of one tensor lies in another,
///    which is all there is to broadcasting, transposing, slicing and reducing;
/// 3. [org.tombola.engine.reference.ReferenceBackend]: the verbs;
/// 4. [org.tombola.engine.reference.Convolutions], [org.tombola.engine.reference.Pools] and
///    [org.tombola.engine.reference.Normalisation]: the loops of those over images.
///
/// Invariants: the physical order is the logical order, there is no padding; sums are carried in
/// `double` and rounded once; one thread, one fixed order of operations, so the same inputs give
/// the same bytes.
///
/// Deliberately absent: any optimisation. A change here is a change of meaning.
package org.tombola.engine.reference;
