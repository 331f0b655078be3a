import org.jspecify.annotations.NullMarked;
import org.tombola.engine.spi.BackendProvider;
import org.tombola.kernels.cuda.CudaProvider;

/// NVIDIA devices; found by the engine through [BackendProvider], so nothing is exported.
@NullMarked
module org.tombola.kernels.cuda {
  requires static org.jspecify;
  requires org.tombola.engine;
  requires jcuda;

  provides BackendProvider with
      CudaProvider;
}
