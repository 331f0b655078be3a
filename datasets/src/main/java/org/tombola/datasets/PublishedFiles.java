package org.tombola.datasets;

import java.nio.file.Path;
import java.util.List;

/// The files of a data set that somebody publishes: what they are called, how they are fetched and
/// read.
sealed interface PublishedFiles permits IdxFiles, CifarFiles {
  List<DataFile> files();

  /// What the publisher's archive calls their folder, if it is packed in one.
  List<String> folders();

  /// Reads all of them from `folder`.
  ///
  /// @throws DatasetException if a file is unreadable or they do not belong together
  Dataset read(String name, DataFolder folder);

  /// Downloads some of them into `folder`.
  ///
  /// @return the files that were put there
  /// @throws DatasetException if no source delivers
  List<Path> fetch(List<DataFile> wanted, DataFolder folder, Download download, Progress progress);
}
