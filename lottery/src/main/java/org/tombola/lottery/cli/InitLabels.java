package org.tombola.lottery.cli;

import java.util.Iterator;
import org.tombola.nn.Init;

/// The names of initialisers, for the help of an option.
final class InitLabels implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Init.labels().iterator();
  }
}
