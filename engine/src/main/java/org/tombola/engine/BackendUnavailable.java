package org.tombola.engine;

/// A backend was asked for by name and cannot be used; the message says why and what would help.
public final class BackendUnavailable extends EngineException {
  private static final long serialVersionUID = 1L;

  public BackendUnavailable(String message) {
    super(message);
  }
}
