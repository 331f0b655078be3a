package org.tombola.datasets;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/// Pictures of one's own, a folder for each class: `train/<class>/*.png`, `test/<class>/*.jpg`.
///
/// The classes are the folders of `train`, in the order of their names; the pictures of a class are
/// in the order of theirs. All are of one size, that of the first; a picture is grey if the first
/// one is, and the others must be like it. Files whose name starts with a dot are passed over.
///
/// Mean and deviation of each channel are those of the training pictures. What the test pictures
/// show may be told by [FolderConcepts].
final class ImageFolder {
  private final Path folder;
  private final List<String> classes;

  private ImageFolder(Path folder, List<String> classes) {
    this.folder = folder;
    this.classes = classes;
  }

  /// Reads all pictures.
  ///
  /// @param name of the data set
  /// @throws DatasetException if a folder is missing or empty, or a file is no picture of that
  ///   size; names it
  static Dataset read(String name, Path folder) {
    Path train = folder.resolve("train");
    List<String> classes = subfolders(train);
    if (classes.isEmpty()) {
      throw new DatasetException(
          "%s holds no class; give each class a folder of pictures there".formatted(train));
    }
    if (classes.size() > 256) {
      throw new DatasetException(
          "%s holds %d classes; at most 256 can be told apart".formatted(train, classes.size()));
    }
    ImageFolder images = new ImageFolder(folder, classes);
    ImageShape shape = PictureFile.shape(pictures(train.resolve(classes.getFirst())).getFirst());
    LabelledBytes learnt = images.read(images.files("train"), shape);
    List<Path> files = images.files("test");
    LabelledBytes tested = images.read(files, shape);
    float[][] tables = learnt.normalisation(shape).tables();
    ByteExamples test =
        new ByteExamples(shape, classes.size(), tested.values(), tested.labels(), tables);
    return Dataset.of(
        name,
        new ByteExamples(shape, classes.size(), learnt.values(), learnt.labels(), tables),
        FolderConcepts.read(folder, files, shape).map(test::knowing).orElse(test));
  }

  /// The classes of such a folder, in the order of their numbers.
  static List<String> classes(Path folder) {
    return subfolders(folder.resolve("train"));
  }

  /// The pictures of a split, in the order of the examples.
  private List<Path> files(String split) {
    Path root = folder.resolve(split);
    for (String other : subfolders(root)) {
      if (!classes.contains(other)) {
        throw new DatasetException(
            "%s is a class that %s does not have; rename it or add it there"
                .formatted(root.resolve(other), folder.resolve("train")));
      }
    }
    return classes.stream().flatMap(label -> pictures(root.resolve(label)).stream()).toList();
  }

  private LabelledBytes read(List<Path> files, ImageShape shape) {
    List<Integer> labels =
        files.stream()
            .map(file -> classes.indexOf(file.getName(file.getNameCount() - 2).toString()))
            .toList();
    return LabelledBytes.read(files, labels, shape);
  }

  static List<String> subfolders(Path root) {
    if (!Files.isDirectory(root)) {
      throw new DatasetException(
          root + " is not a folder; pictures are looked for in train/<class> and test/<class>");
    }
    return list(root).stream()
        .filter(Files::isDirectory)
        .map(p -> p.getFileName().toString())
        .toList();
  }

  /// The files of a class; at least one.
  private static List<Path> pictures(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DatasetException(
          folder + " is not there; every class needs pictures to learn from and to be tested with");
    }
    List<Path> files = list(folder);
    if (files.isEmpty()) {
      throw new DatasetException(folder + " is an empty class; put pictures there or remove it");
    }
    return files;
  }

  /// What is in a folder, by name; nothing hidden.
  static List<Path> list(Path folder) {
    TreeSet<Path> names = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().startsWith(".")) {
          names.add(entry);
        }
      }
    } catch (IOException e) {
      throw DatasetException.unreadable(folder, e);
    }
    return List.copyOf(names);
  }
}
