package org.tombola.kernels.cuda;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What the backend asks of a GPU: memory, copies and work, all in one stream, in order.
///
/// Everything but [#download], [#synchronize] and [#nanos] only hands work over and returns. There
/// are two: the driver's ([JCudaDevice]), and in the tests an interpreter of PTX.
interface Device extends AutoCloseable {
  /// As its maker calls it.
  String name();

  /// Compute capability, 10 · major + minor: 90 for a Hopper.
  int capability();

  /// Streaming multiprocessors.
  int multiprocessors();

  /// Bytes that sizes are rounded up to before memory is asked for, so that what one tensor gave
  /// back serves another of nearly its size.
  int grain();

  /// Memory of at least `bytes` bytes, holding anything, aligned to 256 bytes.
  ///
  /// @throws org.tombola.engine.EngineException if there is not that much left: says how much was
  ///   asked and how much the device has free
  long allocate(long bytes);

  /// Gives memory back. Must not be in use by work handed over.
  void free(long address);

  /// Copies all of `from`, on or off the heap, to the device; `from` may be changed as soon as this
  /// returns.
  void upload(MemorySegment from, long to);

  /// Waits for all work, then fills `to` from the device.
  void download(long from, MemorySegment to);

  /// Begins to read `count` numbers, as they are after all work handed over so far; what is handed
  /// over afterwards may change them. Whoever asks waits, and may ask once.
  default Supplier<float[]> downloadLater(long from, int count) {
    float[] now = new float[count];
    download(from, MemorySegment.ofArray(now));
    return () -> now;
  }

  /// The library that runs a [BlasProduct] and its version, like `cuBLAS 13.1.1`; empty if there is
  /// none, and then a product must not be handed over.
  Optional<String> blas();

  /// Hands over one piece of work.
  void launch(Work work);

  /// Makes a graph of work, to be replayed any number of times; nothing runs yet. The same sequence
  /// must have been launched before: what is loaded at its first use cannot be while one records.
  Graph record(List<Work> sequence);

  /// A sequence the driver has seen as a whole.
  interface Graph extends AutoCloseable {
    /// Hands over all of it.
    void replay();

    @Override
    void close();
  }

  /// Waits for all work.
  void synchronize();

  /// Nanoseconds the device was busy with what `work` hands over, by its own clock.
  double nanos(Runnable work);

  @Override
  void close();
}
