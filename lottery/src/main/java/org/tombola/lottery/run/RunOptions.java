package org.tombola.lottery.run;

import org.tombola.datasets.DataSource;
import org.tombola.lottery.recipe.InvalidSettings;

/// How an experiment is computed. Nothing here changes a number of its results but the backend,
/// which rounds in its own way.
///
/// @param backend `auto` or a backend's name
/// @param threads of each cell
/// @param jobs cells at once
/// @param data where data sets are looked for
/// @param command the command line, for the provenance
/// @param tensorBoard whether cells write their curves as event files too
public record RunOptions(
    String backend, int threads, int jobs, DataSource data, String command, boolean tensorBoard) {
  private static final int MOST = 1024;

  public RunOptions {
    if (threads < 1 || threads > MOST) {
      throw new InvalidSettings("--threads must be in 1 .. " + MOST + ", not " + threads);
    }
    if (jobs < 1 || jobs > MOST) {
      throw new InvalidSettings("--jobs must be in 1 .. " + MOST + ", not " + jobs);
    }
  }

  /// The number of jobs that fills `cores` with cells of `threads` threads.
  public static int jobsFor(int threads, int cores) {
    return Math.max(1, cores / Math.max(1, threads));
  }
}
