import org.jspecify.annotations.NullMarked;

/// Files and generators of examples, splits, seeded order.
///
/// Knows nothing of tensors, networks or pruning; of the engine it uses the random streams alone.
@NullMarked
module org.tombola.datasets {
  requires static org.jspecify;
  requires transitive org.tombola.engine;
  requires java.desktop; // javax.imageio
  requires org.apache.commons.compress;

  exports org.tombola.datasets;
}
