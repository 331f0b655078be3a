package org.tombola.launcher;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/// The far side of the launcher: runs the real `main`, and ends when the launcher does.
///
/// A launcher killed with SIGKILL cannot pass anything on, so the child looks for itself. It asks
/// who its parent is, several times a second: an orphan gets a new parent at once, even one whose
/// old parent was dead before the first look. [ProcessHandle#onExit] would do it in a line, but
/// polls strangers only every few seconds.
final class Child {
  private static final long LOOK_EVERY_MILLIS = 100;

  /// The code a shell reports for a process ended by SIGKILL.
  private static final int KILLED = 137;

  private Child() {}

  /// Runs the `main` of the class `args[0]` with the remaining arguments.
  public static void main(String[] args) throws Throwable {
    String launcher = System.getProperty("tombola.launcher.pid");
    if (launcher != null) {
      endWith(Long.parseLong(launcher));
    }
    var main = Class.forName(args[0]).getMethod("main", String[].class);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /// Halts this process, without shutdown hooks, soon after its parent is no longer `launcher`.
  private static void endWith(long launcher) {
    Thread.ofPlatform()
        .daemon()
        .name("ends with launcher")
        .start(
            () -> {
              while (hasParent(launcher)) {
                try {
                  Thread.sleep(LOOK_EVERY_MILLIS);
                } catch (InterruptedException _) {
                  break;
                }
              }
              Runtime.getRuntime().halt(KILLED);
            });
  }

  private static boolean hasParent(long pid) {
    return ProcessHandle.current().parent().filter(parent -> parent.pid() == pid).isPresent();
  }
}
