/// What every backend must do, as one list of cases and the checks that walk it.
///
/// Read in this order:
/// 1. [org.tombola.engine.cases.OpCase], a function of some [org.tombola.engine.cases.Input]s whose
///    numbers [org.tombola.engine.cases.Values] draws;
/// 2. the families: `ElementwiseCases`, `ReductionCases`, `MovementCases`, `ProductCases`,
///    `LossCases`, `RandomCases`, `CompositeCases`, joined by [org.tombola.engine.cases.OpCases];
/// 3. the checks: [org.tombola.engine.cases.GradientCheck] compares a derivative with finite
///    differences, [org.tombola.engine.cases.Parity] one backend with another;
/// 4. [org.tombola.engine.cases.BackendContract], the test class a backend extends.
///
/// Invariants: a case draws the same numbers on every backend; values keep clear of kinks and ties
/// by more than the step of the finite differences; every check runs on poisoned memory.
///
/// Deliberately absent: expected numbers. Those are in the tests of the reference backend, which
/// everything else is compared with.
package org.tombola.engine.cases;
