import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;

/// Packs a program for a machine without Java: `Bundle.java LOTTERY_JAR ARCHIVE`, an archive of one
/// folder, named as the archive is, with a runtime image of the JDK that runs this, the jar, and
/// `bin/lottery`. Only for the kind of machine it is made on.
///
/// Modules are named rather than found by `jdeps`, which does not see what is loaded by name. The
/// image is not compressed: inside an archive that makes it larger.
static final String MODULES =
    "java.base,java.desktop,java.logging,java.management,java.naming,java.sql,jdk.incubator.vector,"
        + "jdk.unsupported";

/// The launcher in the jar adds the flags: they are in one place.
static final String SCRIPT =
    """
    #!/bin/sh
    # On the runtime in this folder, from any folder; TOMBOLA_JAVA_HOME names another.
    home=$(dirname "$(dirname "$(readlink -f "$0")")")
    exec "$home/runtime/bin/java" -XX:TieredStopAtLevel=1 -jar "$home/lottery.jar" "$@"
    """;

void main(String[] args) throws Exception {
  Path jar = Path.of(args[0]);
  Path archive = Path.of(args[1]).toAbsolutePath();
  Path folder = archive.resolveSibling(archive.getFileName().toString().replace(".tar.gz", ""));
  deleteAll(folder);
  Files.createDirectories(folder.resolve("bin"));
  jlink(folder.resolve("runtime"));
  Files.copy(jar, folder.resolve("lottery.jar"));
  Path script = Files.writeString(folder.resolve("bin/lottery"), SCRIPT);
  Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  tar(folder, archive);
  IO.println("%s: %,d bytes".formatted(archive, Files.size(archive)));
}

void jlink(Path image) {
  int code =
      ToolProvider.findFirst("jlink")
          .orElseThrow()
          .run(
              System.out,
              System.err,
              "--output",
              image.toString(),
              "--add-modules",
              MODULES,
              "--strip-debug",
              "--no-header-files",
              "--no-man-pages",
              "--vm=server");
  if (code != 0) {
    throw new IllegalStateException("jlink failed: " + code);
  }
}

/// The same bytes for the same files.
void tar(Path folder, Path archive) throws Exception {
  var command =
      List.of(
          "tar",
          "--create",
          "--sort=name",
          "--mtime=@0",
          "--owner=0",
          "--group=0",
          "--numeric-owner",
          "--use-compress-program=gzip -n -9",
          "--file=" + archive,
          "--directory=" + folder.getParent(),
          folder.getFileName().toString());
  int code = new ProcessBuilder(command).inheritIO().start().waitFor();
  if (code != 0) {
    throw new IllegalStateException("tar failed: " + code);
  }
}

void deleteAll(Path folder) throws Exception {
  if (Files.exists(folder)) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
