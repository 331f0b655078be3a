package org.tombola.datasets;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A data set of MNIST's form: two IDX files of images, two of labels.
///
/// @param shape of one example
/// @param classes labels are `0 .. classes`
/// @param files training images, training labels, test images, test labels; gzipped
/// @param sources addresses that each serve every file under its name
record IdxFiles(
    ImageShape shape,
    int classes,
    Normalisation normalisation,
    List<DataFile> files,
    List<URI> sources)
    implements PublishedFiles {

  /// None: the files are published one by one.
  @Override
  public List<String> folders() {
    return List.of();
  }

  @Override
  public Dataset read(String name, DataFolder folder) {
    return Dataset.of(
        name,
        examples(folder, files.get(0), files.get(1)),
        examples(folder, files.get(2), files.get(3)));
  }

  @Override
  public List<Path> fetch(
      List<DataFile> wanted, DataFolder folder, Download download, Progress progress) {
    List<Path> fetched = new ArrayList<>();
    for (DataFile file : wanted) {
      Path target = folder.path().resolve(file.name());
      List<URI> addresses = sources.stream().map(source -> source.resolve(file.name())).toList();
      download.fetch(addresses, target, new PublishedSum.Sha256(file.sha256()), progress);
      fetched.add(target);
    }
    return fetched;
  }

  private ByteExamples examples(DataFolder folder, DataFile imageFile, DataFile labelFile) {
    Idx images = Idx.read(folder.find(imageFile), 3);
    Idx labels = Idx.read(folder.find(labelFile), 1);
    if (images.dim(1) != shape.height() || images.dim(2) != shape.width()) {
      throw new DatasetException(
          "%s: its images are %d×%d, expected %d×%d; is this another data set's file?"
              .formatted(
                  images.file(), images.dim(1), images.dim(2), shape.height(), shape.width()));
    }
    if (images.dim(0) != labels.dim(0)) {
      throw new DatasetException(
          "%s holds %d images but %s %d labels; fetch both again"
              .formatted(images.file(), images.dim(0), labels.file(), labels.dim(0)));
    }
    byte[] classOf = labels.elements();
    for (int i = 0; i < classOf.length; i++) {
      if ((classOf[i] & 0xFF) >= classes) {
        throw new DatasetException(
            "%s: label %d is %d, expected 0 to %d; fetch the file again"
                .formatted(labels.file(), i, classOf[i] & 0xFF, classes - 1));
      }
    }
    return new ByteExamples(shape, classes, images.elements(), classOf, normalisation.table());
  }
}
