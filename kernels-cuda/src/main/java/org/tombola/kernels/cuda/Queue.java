package org.tombola.kernels.cuda;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Work waiting to be handed over, and graphs of what was handed over before: launches of kernels,
/// and products for cuBLAS.
///
/// A training step launches the same kernels with the same parameters every time: memory comes from
/// a pool in the same order, and what changes (images, labels, the learning rate) is read from
/// memory. So work is collected until somebody needs a result, and a sequence that comes again is
/// recorded as a graph: the driver then starts hundreds of kernels with one call, 1-2 µs apart.
///
/// Nothing has to be declared for this: code that never repeats itself runs piece by piece.
final class Queue implements Stream, AutoCloseable {
  /// Shorter sequences are not worth a graph.
  private static final int SHORT = 4;

  /// A sequence this long goes on its way while the next is being put together.
  private static final int LONG = 4096;

  private static final int GRAPHS = 64;

  private final Device device;
  private final Map<List<Work>, Recording> recordings =
      new LinkedHashMap<>(GRAPHS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Work>, Recording> eldest) {
          boolean full = size() > GRAPHS;
          if (full) {
            eldest.getValue().close();
          }
          return full;
        }
      };
  private List<Work> waiting = new ArrayList<>();
  private final List<Long> scratches = new ArrayList<>();
  private @Nullable Gathering gathering;
  private long generation;
  private long scratch;
  private long scratchBytes;

  /// A sequence that was seen, and its graph from the second time on.
  private static final class Recording {
    private Device.@Nullable Graph graph;

    void close() {
      if (graph != null) {
        graph.close();
      }
    }
  }

  Queue(Device device) {
    this.device = device;
  }

  /// Work that is being collected into one launch.
  interface Gathering {
    /// All of it; called once, before anything else is launched.
    Launch gathered();
  }

  boolean isGathering(Gathering what) {
    return gathering == what;
  }

  /// From now on `what` collects, until something is launched or read.
  void gather(Gathering what) {
    settle();
    gathering = what;
  }

  /// What is being collected becomes a launch that waits.
  void settle() {
    Gathering settled = gathering;
    if (settled != null) {
      gathering = null;
      Launch launch = settled.gathered(); // may hand over what waits before it
      waiting.add(launch);
    }
  }

  @Override
  public void launch(Work work) {
    settle();
    waiting.add(work);
    if (waiting.size() >= LONG) {
      flush();
    }
  }

  /// How often something was handed over.
  long generation() {
    return generation;
  }

  /// Hands over what waits.
  void flush() {
    settle();
    if (waiting.isEmpty()) {
      return;
    }
    generation++;
    // If something fails, what came before it has run and must not run again.
    List<Work> sequence = waiting;
    waiting = new ArrayList<>(sequence.size());
    if (sequence.size() < SHORT) {
      sequence.forEach(device::launch);
      return;
    }
    Recording known = recordings.get(sequence);
    if (known == null) {
      sequence.forEach(device::launch);
      recordings.put(sequence, new Recording());
      return;
    }
    if (known.graph == null) {
      known.graph = device.record(sequence);
    }
    known.graph.replay();
  }

  /// Fills device memory before anything that waits, which must not use it yet.
  void uploadFirst(MemorySegment from, long to) {
    device.upload(from, to);
  }

  /// Fills device memory after everything that waits.
  void upload(MemorySegment from, long to) {
    flush();
    device.upload(from, to);
  }

  /// Waits for everything, then reads.
  void download(long from, MemorySegment to) {
    flush();
    device.download(from, to);
  }

  /// Hands everything over, and begins to read what there is after it.
  Supplier<float[]> downloadLater(long from, int count) {
    flush();
    return device.downloadLater(from, count);
  }

  @Override
  public long scratch(long bytes) {
    if (bytes > scratchBytes) {
      // The old memory may be in launches that wait or in graphs, so it stays.
      scratchBytes = Math.max(bytes, 2 * scratchBytes);
      scratch = device.allocate(scratchBytes);
      scratches.add(scratch);
    }
    return scratch;
  }

  @Override
  public int multiprocessors() {
    return device.multiprocessors();
  }

  @Override
  public int capability() {
    return device.capability();
  }

  /// Waits for what was handed over, and forgets the rest and all graphs.
  @Override
  public void close() {
    gathering = null;
    waiting.clear();
    device.synchronize();
    recordings.values().forEach(Recording::close);
    recordings.clear();
    scratches.forEach(device::free);
    scratches.clear();
    scratchBytes = 0;
  }
}
