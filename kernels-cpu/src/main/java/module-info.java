import org.jspecify.annotations.NullMarked;
import org.tombola.engine.spi.BackendProvider;
import org.tombola.kernels.cpu.CpuProvider;

/// SIMD and threads on the CPU: the one module that sees the JDK's Vector API.
///
/// Exports nothing. Its classes are public so that benchmarks on the class path can call a kernel.
@NullMarked
module org.tombola.kernels.cpu {
  requires static org.jspecify;
  requires org.tombola.engine;
  requires jdk.incubator.vector;

  provides BackendProvider with
      CpuProvider;
}
