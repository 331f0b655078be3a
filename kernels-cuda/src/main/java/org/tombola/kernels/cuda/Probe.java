package org.tombola.kernels.cuda;

import java.util.Optional;
import java.util.function.Supplier;

/// The questions between a machine and a computation on its GPU, in order; the first that fails is
/// the reason.
///
/// @param library the file name of the driver's library
/// @param load loads it; throws [IllegalArgumentException] if there is none
record Probe(String library, Supplier<Driver> load) {
  /// 1000 · major + 10 · minor: the kernels are written in the PTX of CUDA 11.0.
  private static final int OLDEST_DRIVER = 11_000;

  /// 10 · major + minor: Turing.
  private static final int OLDEST_DEVICE = 75;

  static Probe ofThisMachine() {
    String library =
        System.getProperty("os.name").startsWith("Windows") ? "nvcuda.dll" : "libcuda.so.1";
    return new Probe(library, () -> ForeignDriver.load(library));
  }

  /// One line for a person; empty if nothing stands in the way.
  Optional<String> reason() {
    Driver driver;
    try {
      driver = load.get();
    } catch (IllegalArgumentException _) {
      return Optional.of(
          "no NVIDIA driver: "
              + library
              + " cannot be loaded; install NVIDIA's driver if the machine has such a GPU");
    }
    try {
      driver.initialise();
      int version = driver.version();
      String named = "driver " + decimal(version / 1000, version % 1000 / 10);
      if (driver.devices() == 0) {
        return Optional.of(
            named + " finds no device; is one there, and visible (CUDA_VISIBLE_DEVICES)?");
      }
      if (version < OLDEST_DRIVER) {
        return Optional.of(named + " is too old: install one for CUDA 11.0 or newer");
      }
      int capability = driver.capability(0);
      return capability >= OLDEST_DEVICE
          ? Optional.empty()
          : Optional.of(
              driver.name(0)
                  + " has compute capability "
                  + decimal(capability / 10, capability % 10)
                  + "; the kernels need 7.5 or newer");
    } catch (DriverError e) {
      return Optional.of("the NVIDIA driver (" + library + ") answers: " + e.getMessage());
    }
  }

  private static String decimal(int major, int minor) {
    return major + "." + minor;
  }
}
