package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeTest {
  /// A driver whose answers are given; a `cuInit` code of 0 is success.
  private record Given(int initCode, int version, int devices) implements Driver {
    @Override
    public void initialise() throws DriverError {
      if (initCode != 0) {
        throw new DriverError("cuInit", initCode);
      }
    }

    @Override
    public String describe(int ordinal) {
      return "NVIDIA H200, compute capability 9.0";
    }
  }

  private static String reason(int initCode, int version, int devices) {
    return new Probe("libcuda.so.1", () -> new Given(initCode, version, devices)).reason();
  }

  @Test
  void names_the_library_that_is_missing() {
    var probe = new Probe("libnowhere.so.1", () -> ForeignDriver.load("libnowhere.so.1"));
    assertTrue(probe.reason().contains("libnowhere.so.1 cannot be loaded"), probe.reason());
  }

  @Test
  void names_the_error_of_the_driver() {
    assertEquals(
        "the NVIDIA driver (libcuda.so.1) answers: cuInit returned CUDA_ERROR_NO_DEVICE (100)",
        reason(100, 12040, 0));
    assertTrue(reason(4242, 12040, 0).contains("4242"));
  }

  @Test
  void tells_a_driver_without_a_device() {
    assertTrue(reason(0, 12040, 0).startsWith("driver 12.4 finds no device"));
  }

  @Test
  void describes_the_device_it_has_no_kernels_for() {
    assertEquals(
        "driver 13.0, NVIDIA H200, compute capability 9.0, but this version carries no CUDA"
            + " kernels yet",
        reason(0, 13000, 1));
  }

  @Test
  void calls_native_functions_and_names_the_one_that_is_missing() {
    var c = Linker.nativeLinker().defaultLookup();
    // abs(0) is 0, which is cuInit's success.
    SymbolLookup onlyInit = name -> name.equals("cuInit") ? c.find("abs") : Optional.empty();
    var probe = new Probe("libcuda.so.1", () -> new ForeignDriver(onlyInit));
    assertTrue(
        probe.reason().endsWith("cuDriverGetVersion returned CUDA_ERROR_NOT_FOUND (500)"),
        probe.reason());
  }
}
