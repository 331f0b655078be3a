package org.tombola.lottery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcessFactsTest {
  @Test
  void the_peak_is_read_from_its_line_and_no_other() {
    String status = "VmPeak:\t 9999999 kB\nVmHWM:\t  123456 kB\nVmRSS:\t   99 kB\n";
    assertEquals(OptionalLong.of(123456L * 1024), ProcessFacts.peakResident(status));
    assertEquals(OptionalLong.empty(), ProcessFacts.peakResident("Name:\tjava\n"));
  }

  @Test
  void allocation_counts_an_array() {
    long before = ProcessFacts.allocated();
    float[] array = new float[1 << 20];
    assertTrue(ProcessFacts.allocated() - before >= 4L * array.length);
  }

  @Test
  void without_a_launcher_age_is_that_of_the_virtual_machine() {
    assumeTrue(System.getProperty("tombola.launcher.pid") == null);
    long difference =
        ProcessFacts.age().toMillis() - ManagementFactory.getRuntimeMXBean().getUptime();
    assertTrue(Math.abs(difference) < 5_000, difference + " ms");
  }
}
