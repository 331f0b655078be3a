import org.jspecify.annotations.NullMarked;

/// Layers, networks, initialisers, optimisers, schedules and weight files, on the engine.
///
/// Knows nothing of data sets or pruning criteria: a mask arrives from outside, and only its effect
/// on a parameter and on the optimiser's step is decided here.
@NullMarked
module org.tombola.nn {
  requires static org.jspecify;
  requires transitive org.tombola.engine;
  requires tools.jackson.databind;

  exports org.tombola.nn;
  exports org.tombola.nn.layers;
  exports org.tombola.nn.models;
  exports org.tombola.nn.optim;
}
