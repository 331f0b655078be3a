package org.tombola.kernels.cuda.ptx;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The memory of the device: allocations with gaps between them, so that what runs over the end of
/// one meets nothing.
final class GlobalMemory {
  private static final long FIRST = 1L << 32; // so that an address cut to 32 bits is no address
  private static final long ALIGNMENT = 256;

  private final Clock clock;
  private final TreeMap<Long, Region> regions = new TreeMap<>();
  private long next = FIRST;
  private @Nullable Region last;

  GlobalMemory(Clock clock) {
    this.clock = clock;
  }

  long allocate(long bytes) {
    long base = next;
    next += (Math.ceilDiv(bytes, ALIGNMENT) + 1) * ALIGNMENT;
    regions.put(base, new Region(base, bytes, false, clock));
    return base;
  }

  void free(long base) {
    if (regions.remove(base) == null) {
      throw new Fault("freed what was not allocated: " + Long.toHexString(base));
    }
    last = null;
  }

  /// Where a thread's access is.
  Region region(Warp warp, int lane, long address) {
    Region found = last;
    if (found == null || address < found.base || address - found.base >= found.bytes) {
      Map.Entry<Long, Region> below = regions.floorEntry(address);
      if (below == null) {
        throw warp.fault(lane, "address %x is in no allocation".formatted(address));
      }
      found = below.getValue(); // which refuses what is behind its end
      found.watch();
      last = found;
    }
    return found;
  }

  private Region whole(long address, long bytes) {
    Map.Entry<Long, Region> below = regions.floorEntry(address);
    if (below == null || address + bytes > below.getKey() + below.getValue().bytes) {
      throw new Fault("copy of %d bytes at %x leaves the allocation".formatted(bytes, address));
    }
    return below.getValue();
  }

  /// Bytes from the host.
  void write(MemorySegment from, long address) {
    Region region = whole(address, from.byteSize());
    long at = address - region.base;
    MemorySegment.copy(from, 0, MemorySegment.ofArray(region.words), at, from.byteSize());
  }

  /// Bytes to the host.
  void read(long address, MemorySegment to) {
    Region region = whole(address, to.byteSize());
    long at = address - region.base;
    MemorySegment.copy(MemorySegment.ofArray(region.words), at, to, 0, to.byteSize());
  }
}
