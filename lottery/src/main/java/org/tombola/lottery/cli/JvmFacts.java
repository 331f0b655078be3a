package org.tombola.lottery.cli;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/// The virtual machine this program runs on, as far as it decides speed.
///
/// @param simdBits width of a vector register, 0 where the Vector API is not switched on
/// @param missingFlags what the launcher sets and this machine was started without
record JvmFacts(
    String version,
    String name,
    String home,
    int cores,
    long heapMib,
    int simdBits,
    List<String> missingFlags) {
  private static final List<String> FLAGS =
      List.of(
          "-XX:ObjectAlignmentInBytes=64",
          "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0",
          "--enable-native-access=ALL-UNNAMED");

  static JvmFacts here() {
    var runtime = Runtime.getRuntime();
    return new JvmFacts(
        Runtime.version().toString(),
        System.getProperty("java.vm.name") + ", " + System.getProperty("java.vendor"),
        System.getProperty("java.home"),
        runtime.availableProcessors(),
        runtime.maxMemory() >> 20,
        vectorBits(),
        missing(ManagementFactory.getRuntimeMXBean().getInputArguments()));
  }

  /// By reflection: only the CPU kernels may depend on the module, and it may be absent.
  private static int vectorBits() {
    try {
      Class<?> vector = Class.forName("jdk.incubator.vector.FloatVector");
      Object species = vector.getField("SPECIES_PREFERRED").get(null);
      Class<?> type = Class.forName("jdk.incubator.vector.VectorSpecies");
      return (int) type.getMethod("vectorBitSize").invoke(species);
    } catch (ReflectiveOperationException | LinkageError _) {
      return 0;
    }
  }

  private static List<String> missing(List<String> given) {
    return Stream.concat(
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? Stream.empty()
                : Stream.of("--add-modules=jdk.incubator.vector"),
            FLAGS.stream().filter(flag -> !given.contains(flag)))
        .toList();
  }
}
