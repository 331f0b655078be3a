package org.tombola.lottery.prune;

import org.tombola.datasets.Examples;
import org.tombola.nn.Module;
import org.tombola.nn.Weights;

/// A network and examples to try it on, for criteria that look at more than the weights.
public interface Probe {
  /// Where there is nothing to try: for criteria that look at the weights alone.
  Probe NONE =
      new Probe() {
        @Override
        public Module network() {
          throw new IllegalStateException("there is no network to try");
        }

        @Override
        public Weights init() {
          throw new IllegalStateException("nobody knows how the network began");
        }

        @Override
        public Examples examples() {
          throw new IllegalStateException("there are no examples to look at");
        }
      };

  /// A network of the kind that is pruned, without masks, on the current backend. Its numbers may
  /// be anything, and may be changed.
  Module network();

  /// The network's weights before its training.
  Weights init();

  /// Training examples, as they are, some of each class: the same at every call.
  Examples examples();
}
