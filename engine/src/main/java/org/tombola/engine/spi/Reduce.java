package org.tombola.engine.spi;

/// How [Backend#reduce] joins elements.
public enum Reduce {
  SUM,
  MAX
}
