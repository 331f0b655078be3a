package org.tombola.lottery.run;

/// A run cannot start or its folder cannot be used; one line names the folder and what to do.
public final class RunRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RunRefused(String message) {
    super(message);
  }
}
