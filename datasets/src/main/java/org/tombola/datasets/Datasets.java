package org.tombola.datasets;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tombola.datasets.CatalogueEntry.Embedded;
import org.tombola.datasets.CatalogueEntry.Own;
import org.tombola.datasets.CatalogueEntry.Published;
import org.tombola.datasets.FileCheck.State;
import org.tombola.engine.UnknownName;

/// Data sets by name: what there is, opening one, fetching and checking its files.
public final class Datasets {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Datasets() {}

  /// Every data set, and where its files are or would be.
  public static List<Listing> list(DataSource where) {
    return Catalogue.ENTRIES.stream().map(entry -> listing(entry, where)).toList();
  }

  /// Every data set, as found from the user's cache folder.
  public static List<Listing> list() {
    return list(DataSource.standard());
  }

  /// Nothing if there is a data set of that name.
  ///
  /// @throws UnknownName otherwise
  public static void check(String name) {
    Catalogue.find(name);
  }

  /// Opens a data set, reading or drawing all of it; `folder:PATH` opens the user's own pictures,
  /// `PATH/train/<class>/*.png` and `PATH/test/<class>/*.png` (or JPEG).
  ///
  /// A checksum that differs from the published one is a warning for the user's own folder and an
  /// error for the cache.
  ///
  /// @throws UnknownName if there is none of that name
  /// @throws DatasetException if its files are absent or wrong
  public static Dataset open(String name, DataSource where) {
    return switch (Catalogue.find(name)) {
      case Embedded embedded -> embedded.dataset().get();
      case Own own -> ImageFolder.read(name, own.folder());
      case Published published -> {
        List<DataFile> files = published.files().files();
        DataFolder folder = folder(published, where);
        for (DataFile file : files) {
          requireKnown(folder.check(file), name, where);
        }
        yield published.files().read(name, folder);
      }
    };
  }

  /// Downloads what `cache/<name>` lacks or holds with a wrong checksum.
  ///
  /// @return the files downloaded; none for an embedded data set
  /// @throws UnknownName if there is none of that name
  /// @throws DatasetException if no source delivers
  public static List<Path> get(String name, Path cache, Progress progress) {
    return switch (Catalogue.find(name)) {
      case Embedded _ -> List.of();
      case Own _ -> throw new DatasetException(name + " is your own, nobody publishes it");
      case Published(var _, var _, var _, PublishedFiles files) ->
          get(files, DataFolder.ofCache(cache, name), new Download(PATIENCE), progress);
    };
  }

  /// Compares each file with the published checksum; none for an embedded data set.
  ///
  /// @throws UnknownName if there is none of that name
  /// @throws DatasetException if a file cannot be read
  public static List<FileCheck> verify(String name, DataSource where) {
    return switch (Catalogue.find(name)) {
      case Embedded _ -> List.of();
      case Own _ ->
          throw new DatasetException(name + " is your own, there is no sum to compare with");
      case Published published -> {
        DataFolder folder = folder(published, where);
        yield published.files().files().stream().map(folder::check).toList();
      }
    };
  }

  static List<Path> get(
      PublishedFiles files, DataFolder folder, Download download, Progress progress) {
    List<DataFile> wanted = files.files().stream().filter(file -> lacks(folder, file)).toList();
    return wanted.isEmpty() ? List.of() : files.fetch(wanted, folder, download, progress);
  }

  private static boolean lacks(DataFolder folder, DataFile file) {
    return switch (folder.check(file).state()) {
      case MISSING, DIFFERS -> true;
      case CORRECT, UNCOMPRESSED -> false;
    };
  }

  private static Listing listing(CatalogueEntry entry, DataSource where) {
    return switch (entry) {
      case Embedded(String name, String description, List<String> classes, var _) ->
          new Listing(name, description, classes, Optional.empty(), true);
      case Own own ->
          new Listing(
              own.name(), own.description(), own.classes(), Optional.of(own.folder()), true);
      case Published published -> {
        DataFolder folder = folder(published, where);
        yield new Listing(
            published.name(),
            published.description(),
            published.classes(),
            Optional.of(folder.path()),
            folder.holdsAll(published.files().files()));
      }
    };
  }

  private static DataFolder folder(Published published, DataSource where) {
    return where
        .directory()
        .map(own -> DataFolder.ofUser(own, userFolders(published), published.files().files()))
        .orElseGet(() -> DataFolder.ofCache(where.cache(), published.name()));
  }

  /// Where the user may keep the files: under our name or the publisher's.
  private static List<String> userFolders(Published published) {
    return Stream.concat(Stream.of(published.name()), published.files().folders().stream())
        .toList();
  }

  private static void requireKnown(FileCheck check, String name, DataSource where) {
    if (check.state() != State.DIFFERS) {
      return;
    }
    String sums = "expected " + check.expected() + ", found " + check.found();
    if (where.directory().isEmpty()) {
      throw new DatasetException(
          "%s: wrong checksum, %s; run `data get %s` again".formatted(check.file(), sums, name));
    }
    where.warnings().accept("%s is not the published file: %s".formatted(check.file(), sums));
  }
}
