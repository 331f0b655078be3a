package org.tombola.engine;

/// Something asked of the engine cannot be done; the message names what, with the numbers.
public class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineException(String message) {
    super(message);
  }
}
