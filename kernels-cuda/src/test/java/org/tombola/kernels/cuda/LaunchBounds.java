package org.tombola.kernels.cuda;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The blocks that a kernel is made for.
///
/// @param threads most of a block, `.maxntid`; 1024 where none is declared, the most of any device
/// @param blocks that a multiprocessor shall hold at once, `.minnctapersm`; 1 where none is
///   declared
record LaunchBounds(int threads, int blocks) {
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\.entry\\s+(\\w+)\\([^)]*\\)"
              + "(?:\\s*\\.maxntid\\s+(\\d+),\\s*1,\\s*1)?(?:\\s*\\.minnctapersm\\s+(\\d+))?");

  /// Those of all kernels of a text, by name.
  static Map<String, LaunchBounds> in(String ptx) {
    Map<String, LaunchBounds> all = new HashMap<>();
    for (Matcher entry = ENTRY.matcher(ptx); entry.find(); ) {
      int threads = entry.group(2) == null ? 1024 : Integer.parseInt(entry.group(2));
      int blocks = entry.group(3) == null ? 1 : Integer.parseInt(entry.group(3));
      all.put(entry.group(1), new LaunchBounds(threads, blocks));
    }
    return all;
  }
}
