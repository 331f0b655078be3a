package org.tombola.kernels.cuda;

import java.util.function.Supplier;

/// The questions between a machine and a computation on its GPU, in order; the first that fails is
/// the reason.
///
/// @param library the file name of the driver's library
/// @param load loads it; throws [IllegalArgumentException] if there is none
record Probe(String library, Supplier<Driver> load) {
  private static final String NO_KERNELS = "but this version carries no CUDA kernels yet";

  static Probe ofThisMachine() {
    String library =
        System.getProperty("os.name").startsWith("Windows") ? "nvcuda.dll" : "libcuda.so.1";
    return new Probe(library, () -> ForeignDriver.load(library));
  }

  /// One line for a person.
  String reason() {
    Driver driver;
    try {
      driver = load.get();
    } catch (IllegalArgumentException _) {
      return "no NVIDIA driver: "
          + library
          + " cannot be loaded; install NVIDIA's driver if the machine has such a GPU";
    }
    try {
      driver.initialise();
      int version = driver.version();
      String named = "driver " + version / 1000 + "." + version % 1000 / 10;
      return driver.devices() == 0
          ? named + " finds no device; is one there, and visible (CUDA_VISIBLE_DEVICES)?"
          : named + ", " + driver.describe(0) + ", " + NO_KERNELS;
    } catch (DriverError e) {
      return "the NVIDIA driver (" + library + ") answers: " + e.getMessage();
    }
  }
}
