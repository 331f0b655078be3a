/// What `java -jar` runs first: finds a JDK that is new enough and starts the program on it.
///
/// `java -jar` alone cannot do it. A manifest cannot switch the Vector API's module on, and the
/// `java` a user types may be years old. So everything here but [Child] is compiled for Java 8,
/// looks for a JDK, and starts it with the right flags.
///
/// Read in this order: [Launcher] (the whole story), [JdkSearch] (where it looks and what it
/// prefers), [Jdk] (what makes one suitable), [Child] (the far side).
///
/// Invariants:
/// - A JDK is judged by its `release` file; none is started to find out.
/// - The program sees the arguments, the three standard streams and the working directory of the
///   launcher, and the launcher ends with the program's exit code.
/// - The program never outlives the launcher: signals that a JVM can handle are passed on and
///   waited for, and after one that it cannot (`kill -9`) [Child] halts by itself.
///
/// Deliberately absent: downloads, configuration files, a choice of flags by hardware.
package org.tombola.launcher;
