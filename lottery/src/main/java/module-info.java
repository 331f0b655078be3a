import org.jspecify.annotations.NullMarked;

/// The lottery-ticket laboratory: train, prune, rewind, repeat, compare, report.
///
/// Requires no backend: kernels are found at run time, and without any the reference backend works.
@NullMarked
module org.tombola.lottery {
  requires static org.jspecify;
  requires org.tombola.nn;
  requires org.tombola.datasets;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;
  requires info.picocli;
  requires me.tongfei.progressbar;
  requires java.desktop;
  requires java.management;
  requires jdk.management;

  opens org.tombola.lottery.recipe to
      tools.jackson.databind;
  opens org.tombola.lottery.run to
      tools.jackson.databind;
  opens org.tombola.lottery.cli to
      info.picocli;
}
