package org.tombola.launcher;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Where a JDK may be, in order of preference: the folder `TOMBOLA_JAVA_HOME` (alone, if it is
/// set), the JVM that is running, `JAVA_HOME`, then the best of all folders where JDKs are usually
/// put.
final class JdkSearch {
  static final String OWN_HOME = "TOMBOLA_JAVA_HOME";

  private final Map<String, String> environment;
  private final File running;
  private final List<File> parents;

  /// @param environment the environment variables
  /// @param running the folder of the JVM that is running
  /// @param parents folders whose subfolders may be JDKs
  JdkSearch(Map<String, String> environment, File running, List<File> parents) {
    this.environment = environment;
    this.running = running;
    this.parents = parents;
  }

  /// A JDK, or one line that says why there is none; the other is null.
  static final class Result {
    final Jdk jdk;
    final String problem;

    private Result(Jdk jdk, String problem) {
      this.jdk = jdk;
      this.problem = problem;
    }
  }

  static JdkSearch ofThisMachine() {
    return new JdkSearch(
        System.getenv(),
        new File(System.getProperty("java.home")),
        usualParents(System.getenv(), new File(System.getProperty("user.home"))));
  }

  Result run() {
    String own = environment.get(OWN_HOME);
    if (own != null && !own.isEmpty()) {
      return named(new File(own));
    }
    List<File> preferred = new ArrayList<>();
    preferred.add(running);
    String javaHome = environment.get("JAVA_HOME");
    if (javaHome != null && !javaHome.isEmpty()) {
      preferred.add(new File(javaHome));
    }
    List<Jdk> refused = new ArrayList<>();
    Jdk jdk = firstSuitable(jdksAt(preferred), refused);
    if (jdk == null) {
      List<Jdk> elsewhere = jdksAt(children(parents));
      elsewhere.sort(Jdk.BEST_FIRST);
      jdk = firstSuitable(elsewhere, refused);
    }
    return jdk != null ? new Result(jdk, null) : new Result(null, noneAmong(refused));
  }

  private static Result named(File home) {
    Jdk jdk = Jdk.at(home);
    String start = OWN_HOME + "=" + home + ": ";
    if (jdk == null) {
      return new Result(null, start + "there is no JDK; name the folder of " + Jdk.NEEDED);
    }
    String reason = jdk.unsuitableBecause();
    return reason == null
        ? new Result(jdk, null)
        : new Result(null, start + jdk.version + " " + reason + "; Tombola needs " + Jdk.NEEDED);
  }

  private static String noneAmong(List<Jdk> refused) {
    StringBuilder line = new StringBuilder("Tombola needs ").append(Jdk.NEEDED);
    if (refused.isEmpty()) {
      line.append(" and found no JDK");
    } else {
      Jdk newest = Collections.max(refused, Jdk.OLDEST_FIRST);
      line.append("; the newest found, ").append(newest.version).append(" in ");
      line.append(newest.home).append(", ").append(newest.unsuitableBecause());
    }
    line.append(": install one (for example Eclipse Temurin 25 from adoptium.net), or set ");
    return line.append(OWN_HOME).append(" to its folder").toString();
  }

  private static Jdk firstSuitable(List<Jdk> jdks, List<Jdk> refused) {
    for (Jdk jdk : jdks) {
      if (jdk.unsuitableBecause() == null) {
        return jdk;
      }
      refused.add(jdk);
    }
    return null;
  }

  private static List<Jdk> jdksAt(List<File> homes) {
    List<Jdk> jdks = new ArrayList<>();
    for (File home : homes) {
      Jdk jdk = Jdk.at(home);
      if (jdk != null) {
        jdks.add(jdk);
      }
    }
    return jdks;
  }

  /// Every subfolder, and where macOS and Homebrew keep a JDK inside it.
  private static List<File> children(List<File> parents) {
    List<File> children = new ArrayList<>();
    for (File parent : parents) {
      File[] inside = parent.listFiles(File::isDirectory);
      for (File child : inside == null ? new File[0] : inside) {
        children.add(child);
        children.add(new File(child, "Contents/Home"));
        children.add(new File(child, "libexec/openjdk.jdk/Contents/Home"));
      }
    }
    return children;
  }

  private static List<File> usualParents(Map<String, String> environment, File home) {
    List<File> parents = new ArrayList<>();
    for (String folder : new String[] {"/usr/lib/jvm", "/usr/lib64/jvm", "/usr/java", "/opt"}) {
      parents.add(new File(folder));
    }
    parents.add(new File("/opt/java"));
    parents.add(new File("/Library/Java/JavaVirtualMachines"));
    parents.add(new File("/opt/homebrew/opt"));
    parents.add(new File("/usr/local/opt"));
    String sdkman = environment.get("SDKMAN_DIR");
    parents.add(new File(sdkman != null ? sdkman : home + "/.sdkman", "candidates/java"));
    parents.add(new File(home, "Library/Java/JavaVirtualMachines"));
    parents.add(new File(home, ".jdks"));
    parents.add(new File(home, ".gradle/jdks"));
    parents.add(new File(home, ".asdf/installs/java"));
    parents.add(new File(home, ".local/share/mise/installs/java"));
    String programs = environment.get("ProgramFiles");
    if (programs != null) {
      String[] vendors = {
        "Java", "Eclipse Adoptium", "Microsoft", "Zulu", "Amazon Corretto", "BellSoft"
      };
      for (String vendor : vendors) {
        parents.add(new File(programs, vendor));
      }
    }
    return parents;
  }
}
