package org.tombola.datasets;

import java.nio.file.Path;
import java.util.List;
import org.tombola.datasets.Normalisation.Channels;

/// A data set of CIFAR's form: files of equal length, the last of them the test examples.
///
/// @param perFile pictures of each training file
/// @param perTest pictures of the test file
/// @param files the training files, then the test file
/// @param archive what they are published in
record CifarFiles(
    CifarFormat format,
    Channels normalisation,
    int perFile,
    int perTest,
    List<DataFile> files,
    Archive archive)
    implements PublishedFiles {

  @Override
  public List<String> folders() {
    return List.of(archive.folder());
  }

  @Override
  public Dataset read(String name, DataFolder folder) {
    List<Path> paths = files.stream().map(folder::find).toList();
    int last = paths.size() - 1;
    return Dataset.of(
        name,
        examples(paths.subList(0, last), perFile),
        examples(paths.subList(last, last + 1), perTest));
  }

  @Override
  public List<Path> fetch(
      List<DataFile> wanted, DataFolder folder, Download download, Progress progress) {
    long longest = (long) Math.max(perFile, perTest) * format.record();
    return archive.fetch(wanted, longest, folder.path(), download, progress);
  }

  private ByteExamples examples(List<Path> paths, int count) {
    paths.forEach(file -> format.requireLength(file, count));
    byte[] values = new byte[paths.size() * count * format.shape().size()];
    byte[] labels = new byte[paths.size() * count];
    for (int i = 0; i < paths.size(); i++) {
      format.read(paths.get(i), count, values, labels, i * count);
    }
    return new ByteExamples(
        format.shape(), format.classes().getLast(), values, labels, normalisation.tables());
  }
}
