package org.tombola.lottery.report;

/// A run folder that cannot be reported on; the message names the file and what is wrong with it.
public final class ReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReportException(String message) {
    super(message);
  }

  ReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
