package org.tombola.kernels.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeTest {
  /// A driver whose answers are given; a `cuInit` code of 0 is success.
  private record Given(int initCode, int version, int devices, int capability) implements Driver {
    @Override
    public void initialise() throws DriverError {
      if (initCode != 0) {
        throw new DriverError("cuInit", initCode);
      }
    }

    @Override
    public String name(int ordinal) {
      return "GeForce GTX 1080";
    }

    @Override
    public int capability(int ordinal) {
      return capability;
    }
  }

  private static Optional<String> answer(int initCode, int version, int devices, int capability) {
    var driver = new Given(initCode, version, devices, capability);
    return new Probe("libcuda.so.1", () -> driver).reason();
  }

  private static String reason(int initCode, int version, int devices) {
    return answer(initCode, version, devices, 61).orElseThrow();
  }

  @Test
  void names_the_library_that_is_missing() {
    var probe = new Probe("libnowhere.so.1", () -> ForeignDriver.load("libnowhere.so.1"));
    String reason = probe.reason().orElseThrow();
    assertTrue(reason.contains("libnowhere.so.1 cannot be loaded"), reason);
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
  void tells_a_driver_that_is_too_old() {
    assertEquals("driver 10.2 is too old: install one for CUDA 11.0 or newer", reason(0, 10020, 1));
  }

  @Test
  void tells_a_device_that_is_too_old() {
    assertEquals(
        "GeForce GTX 1080 has compute capability 6.1; the kernels need 7.5 or newer",
        reason(0, 11000, 1));
  }

  @Test
  void has_no_reason_where_nothing_is_missing() {
    assertEquals(Optional.empty(), answer(0, 11000, 1, 75));
  }

  @Test
  void calls_native_functions_and_names_the_one_that_is_missing() {
    var c = Linker.nativeLinker().defaultLookup();
    // abs(0) is 0, which is cuInit's success.
    SymbolLookup onlyInit = name -> name.equals("cuInit") ? c.find("abs") : Optional.empty();
    var probe = new Probe("libcuda.so.1", () -> new ForeignDriver(onlyInit));
    String reason = probe.reason().orElseThrow();
    assertTrue(reason.endsWith("cuDriverGetVersion returned CUDA_ERROR_NOT_FOUND (500)"), reason);
  }
}
