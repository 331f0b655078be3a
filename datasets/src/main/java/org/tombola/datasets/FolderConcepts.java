package org.tombola.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What the test pictures of an [ImageFolder] show, as PNGs tell that lie in a folder `concepts`
/// beside `train` and `test`: `concepts/<category>/<class>/<name>.png` for the picture
/// `test/<class>/<name>.png` (or JPEG), of the same size.
///
/// The grey value or palette index of a pixel is the number of its concept: 0 for none, k for the
/// k-th line of `concepts/<category>/concepts.txt`. A picture need not have one of every category.
final class FolderConcepts implements Concepts {
  private static final String NAMES = "concepts.txt";

  /// No pixels: nobody told.
  private static final byte[] NOTHING = {};

  private final List<Category> categories;
  private final byte[][][] shown; // (categories, pictures, pixels)

  private final int pixels;

  private FolderConcepts(List<Category> categories, byte[][][] shown, int pixels) {
    this.categories = List.copyOf(categories);
    this.shown = shown;
    this.pixels = pixels;
  }

  /// Empty if there is no such folder.
  ///
  /// @param folder of the data set
  /// @param pictures the test pictures, in the order of the examples
  /// @throws DatasetException naming the file that is wrong
  static Optional<Concepts> read(Path folder, List<Path> pictures, ImageShape shape) {
    Path root = folder.resolve("concepts");
    if (Files.notExists(root)) {
      return Optional.empty();
    }
    Map<Path, Integer> numbers = new HashMap<>();
    for (int i = 0; i < pictures.size(); i++) {
      numbers.put(key(pictures.get(i)), i);
    }
    List<String> names = ImageFolder.subfolders(root);
    if (names.isEmpty()) {
      throw new DatasetException(
          root + " holds no category; give each one a folder there, or remove it");
    }
    var categories = new ArrayList<Category>();
    byte[][][] shown = new byte[names.size()][pictures.size()][];
    for (int c = 0; c < names.size(); c++) {
      Category category = category(root.resolve(names.get(c)), names.get(c));
      categories.add(category);
      for (int i = 0; i < pictures.size(); i++) {
        shown[c][i] = NOTHING;
      }
      read(root.resolve(names.get(c)), category, numbers, shape, shown[c]);
    }
    return Optional.of(new FolderConcepts(categories, shown, shape.height() * shape.width()));
  }

  /// `<class>/<name>`, the same for a picture and its annotation.
  private static Path key(Path picture) {
    String name = picture.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot < 1 ? name : name.substring(0, dot);
    return picture.resolveSibling(stem).subpath(picture.getNameCount() - 2, picture.getNameCount());
  }

  private static Category category(Path folder, String name) {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,31}")) {
      throw new DatasetException(
          folder + " is no name for a category; use lower-case letters, digits and hyphens");
    }
    Path file = folder.resolve(NAMES);
    if (Files.notExists(file)) {
      throw new DatasetException(
          file + " is not there; it names the concepts of the category, one a line");
    }
    try {
      List<String> names = Files.readAllLines(file).stream().map(String::strip).toList();
      if (names.isEmpty()
          || names.size() > 255
          || names.contains("")
          || new HashSet<>(names).size() < names.size()) {
        throw new DatasetException(
            file + " must hold 1 to 255 names, one a line, none of them twice or blank");
      }
      return new Category(name, names);
    } catch (IOException e) {
      throw DatasetException.unreadable(file, e);
    }
  }

  private static void read(
      Path folder,
      Category category,
      Map<Path, Integer> numbers,
      ImageShape shape,
      byte[][] shown) {
    int found = 0;
    for (String label : ImageFolder.subfolders(folder)) {
      for (Path file : ImageFolder.list(folder.resolve(label))) {
        Integer picture = numbers.get(key(file));
        if (picture == null) {
          throw new DatasetException(
              "%s is about no picture; there is none called test/%s".formatted(file, key(file)));
        }
        shown[picture] = marks(file, category, shape);
        found++;
      }
    }
    if (found == 0) {
      throw new DatasetException(
          folder + " tells nothing; put PNGs there in folders of the classes' names");
    }
  }

  private static byte[] marks(Path file, Category category, ImageShape shape) {
    int[] numbers = PictureFile.numbers(file, shape);
    byte[] marks = new byte[numbers.length];
    for (int pixel = 0; pixel < marks.length; pixel++) {
      if (numbers[pixel] > category.concepts().size()) {
        throw new DatasetException(
            "%s has the number %d in column %d of row %d, and %s names %d concepts of %s"
                .formatted(
                    file,
                    numbers[pixel],
                    pixel % shape.width() + 1,
                    pixel / shape.width() + 1,
                    NAMES,
                    category.concepts().size(),
                    category.name()));
      }
      marks[pixel] = (byte) numbers[pixel];
    }
    return marks;
  }

  @Override
  public List<Category> categories() {
    return categories;
  }

  @Override
  public void copyTo(int index, int category, byte[] into, int offset) {
    Objects.checkIndex(category, shown.length);
    Objects.checkIndex(index, shown[category].length);
    Objects.checkFromIndexSize(offset, pixels, into.length);
    byte[] marks = shown[category][index];
    if (marks.length == 0) {
      Arrays.fill(into, offset, offset + pixels, (byte) 0);
    } else {
      System.arraycopy(marks, 0, into, offset, pixels);
    }
  }
}
