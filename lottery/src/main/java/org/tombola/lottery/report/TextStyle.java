package org.tombola.lottery.report;

/// What a terminal can show.
///
/// @param unicode characters beyond ASCII
/// @param colour ANSI colours
public record TextStyle(boolean unicode, boolean colour) {
  /// ASCII without colours: files, pipes, old terminals.
  public static final TextStyle PLAIN = new TextStyle(false, false);
}
