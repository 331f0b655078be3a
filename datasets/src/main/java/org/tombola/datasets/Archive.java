package org.tombola.datasets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// A published `.tar.gz`: downloaded, held against its sum, unpacked, deleted.
///
/// Only wanted files are taken out, by their names without folders, so an archive cannot write
/// anywhere else; none may be longer than the data set's files are.
///
/// @param name as the publisher calls it
/// @param folder what it calls the folder inside
/// @param sum of the archive
/// @param sources addresses that each serve it under its name
record Archive(String name, String folder, PublishedSum sum, List<URI> sources) {
  /// Puts the wanted files into `directory`; an archive already there is used if its sum is right.
  ///
  /// @param longest bytes of the longest file
  /// @return where they now are
  /// @throws DatasetException if no source delivers, or the archive does not hold them
  List<Path> fetch(
      List<DataFile> wanted, long longest, Path directory, Download download, Progress progress) {
    Path packed = directory.resolve(name);
    try {
      if (!Files.exists(packed) || !sum.of(packed).equals(sum.hex())) {
        download.fetch(
            sources.stream().map(source -> source.resolve(name)).toList(), packed, sum, progress);
      }
      List<Path> unpacked = unpack(packed, wanted, longest);
      Files.delete(packed);
      return unpacked;
    } catch (IOException e) {
      throw new DatasetException("cannot unpack " + packed + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> unpack(Path packed, List<DataFile> wanted, long longest)
      throws IOException {
    List<DataFile> missing = new ArrayList<>(wanted);
    List<Path> unpacked = new ArrayList<>();
    try (var in =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(packed))))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Optional<DataFile> file = find(missing, entry);
        if (file.isPresent()) {
          if (entry.getSize() > longest) {
            throw new DatasetException(
                "%s: %s is %d bytes long, expected at most %d; fetch it again"
                    .formatted(packed, entry.getName(), entry.getSize(), longest));
          }
          unpacked.add(place(in, packed.resolveSibling(file.get().name()), file.get()));
          missing.remove(file.get());
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new DatasetException(
          "%s does not hold %s; fetch it again".formatted(packed, missing.getFirst().name()));
    }
    return unpacked;
  }

  private static Optional<DataFile> find(List<DataFile> files, TarArchiveEntry entry) {
    String last = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    return entry.isFile()
        ? files.stream().filter(file -> file.name().equals(last)).findFirst()
        : Optional.empty();
  }

  /// Writes the current entry beside its place and moves it there when it is whole and right.
  private static Path place(InputStream in, Path target, DataFile file) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
    String found = Checksums.of(part);
    if (!file.sha256().isEmpty() && !file.sha256().equals(found)) {
      Files.delete(part);
      throw new DatasetException(
          "%s: wrong checksum after unpacking, expected %s, found %s; fetch it again"
              .formatted(target, file.sha256(), found));
    }
    return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
