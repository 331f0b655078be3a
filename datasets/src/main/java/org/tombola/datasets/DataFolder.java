package org.tombola.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.tombola.datasets.FileCheck.State;

/// The one folder that a data set's files are read from; files of two folders are never mixed.
///
/// @param path the folder
/// @param remedy ends the message about a missing file: what to do
record DataFolder(Path path, String remedy) {
  private static final String GZIP = ".gz";

  /// The user's folder: the first of `directory/<name>` that holds any of the files, else
  /// `directory`.
  static DataFolder ofUser(Path directory, List<String> names, List<DataFile> files) {
    if (!Files.isDirectory(directory)) {
      throw new DatasetException(directory + " is not a folder; check --data-dir");
    }
    for (String name : names) {
      DataFolder inside = new DataFolder(directory.resolve(name), "check --data-dir");
      if (inside.holdsAny(files)) {
        return inside;
      }
    }
    String elsewhere =
        names.stream()
            .map(name -> directory.resolve(name).toString())
            .collect(Collectors.joining(" or "));
    return new DataFolder(directory, "nor is it in " + elsewhere + "; check --data-dir");
  }

  /// The folder of downloads.
  static DataFolder ofCache(Path cache, String name) {
    return new DataFolder(
        cache.resolve(name),
        "fetch it with `data get %s`, or name the folder that holds it with --data-dir"
            .formatted(name));
  }

  /// Where the file is, gzipped or plain.
  ///
  /// @throws DatasetException if it is not here
  Path find(DataFile file) {
    Path gzipped = path.resolve(file.name());
    Path found = Files.exists(gzipped) ? gzipped : plain(file);
    if (!Files.exists(found)) {
      throw new DatasetException("%s is not in %s; %s".formatted(file.name(), path, remedy));
    }
    return found;
  }

  boolean holdsAny(List<DataFile> files) {
    return files.stream().anyMatch(this::holds);
  }

  boolean holdsAll(List<DataFile> files) {
    return files.stream().allMatch(this::holds);
  }

  /// Compares a file with the published checksum, which is that of the file as published.
  FileCheck check(DataFile file) {
    Path gzipped = path.resolve(file.name());
    if (!Files.exists(gzipped)) {
      return Files.exists(plain(file))
          ? new FileCheck(plain(file), State.UNCOMPRESSED, file.sha256(), "")
          : new FileCheck(gzipped, State.MISSING, file.sha256(), "");
    }
    if (file.sha256().isEmpty()) {
      return new FileCheck(gzipped, State.UNCOMPRESSED, "", "");
    }
    try {
      String found = Checksums.of(gzipped);
      State state = found.equals(file.sha256()) ? State.CORRECT : State.DIFFERS;
      return new FileCheck(gzipped, state, file.sha256(), found);
    } catch (IOException e) {
      throw DatasetException.unreadable(gzipped, e);
    }
  }

  private boolean holds(DataFile file) {
    return Files.exists(path.resolve(file.name())) || Files.exists(plain(file));
  }

  private Path plain(DataFile file) {
    String name = file.name();
    return path.resolve(
        name.endsWith(GZIP) ? name.substring(0, name.length() - GZIP.length()) : name);
  }
}
