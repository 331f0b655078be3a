package org.tombola.lottery.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// A run and what a report of several calls it; empty where it is the only one.
record NamedRun(String name, RunData data) {

  /// Reads the folders; each is called by its last name, or by its path if that is not enough.
  static List<NamedRun> read(List<Path> folders) throws IOException {
    if (folders.size() == 1) {
      return List.of(new NamedRun("", RunFolder.read(folders.getFirst())));
    }
    var last =
        folders.stream()
            .map(f -> String.valueOf(f.toAbsolutePath().normalize().getFileName()))
            .toList();
    boolean enough = new HashSet<>(last).size() == last.size();
    var runs = new ArrayList<NamedRun>();
    for (int i = 0; i < folders.size(); i++) {
      String name = enough ? last.get(i) : folders.get(i).toString();
      runs.add(new NamedRun(name, RunFolder.read(folders.get(i))));
    }
    return List.copyOf(runs);
  }

  /// `arm`, or `name: arm` where there are several runs.
  String of(String arm) {
    return name.isEmpty() ? arm : name + ": " + arm;
  }
}
