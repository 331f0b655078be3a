package org.tombola.kernels.cuda;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tombola.kernels.cuda.ptx.Family;
import org.tombola.kernels.cuda.ptx.Machine;
import org.tombola.kernels.cuda.ptx.Tally;

/// A device that is not there: the PTX that ships, run by the interpreter, at once and in order.
///
/// It has the compute capability of an Ampere, since the interpreter does not know what only a
/// Hopper has.
final class PtxDevice implements Device {
  private static final int CAPABILITY = 80;

  private static final Map<String, Family> FAMILIES = new ConcurrentHashMap<>();

  /// So many it says it has, which decides on tiles and slices.
  private static final int MULTIPROCESSORS = 8;

  /// The handle of the one stream there is.
  static final long STREAM = 0x57_4ea3;

  private final Machine machine = new Machine();
  private final Set<String> launched;
  private final IntConsumer meanwhile;
  private int launches;
  private @Nullable Cublas cublas;

  PtxDevice() {
    this(new TreeSet<>());
  }

  /// @param launched takes the name of every kernel that runs
  PtxDevice(Set<String> launched) {
    this(launched, _ -> {});
  }

  /// @param meanwhile is told, whenever numbers that were to be read later are asked for, how many
  ///   kernels have run since
  PtxDevice(Set<String> launched, IntConsumer meanwhile) {
    this.launched = launched;
    this.meanwhile = meanwhile;
  }

  /// The text of a family as it ships.
  static String text(String family) {
    try (InputStream in = Device.class.getResourceAsStream("ptx/" + family + ".ptx")) {
      if (in == null) {
        throw new IllegalArgumentException("no family " + family);
      }
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Family family(String name) {
    return FAMILIES.computeIfAbsent(name, n -> new Family(text(n)));
  }

  @Override
  public String name() {
    return "interpreter of PTX";
  }

  @Override
  public int capability() {
    return CAPABILITY;
  }

  @Override
  public int multiprocessors() {
    return MULTIPROCESSORS;
  }

  @Override
  public int grain() {
    return Float.BYTES;
  }

  @Override
  public long allocate(long bytes) {
    return machine.allocate(bytes);
  }

  @Override
  public void free(long address) {
    machine.free(address);
  }

  @Override
  public void upload(MemorySegment from, long to) {
    machine.upload(from, to);
  }

  @Override
  public void download(long from, MemorySegment to) {
    machine.download(from, to);
  }

  /// From now on products may be handed over; one that is no stand-in would not find its operands.
  PtxDevice multiplyWith(CublasLibrary library) {
    cublas = new Cublas(library, this, STREAM);
    return this;
  }

  @Override
  public Supplier<float[]> downloadLater(long from, int count) {
    Supplier<float[]> now = Device.super.downloadLater(from, count);
    int before = launches;
    return () -> {
      meanwhile.accept(launches - before);
      return now.get();
    };
  }

  @Override
  public Optional<String> blas() {
    return Optional.ofNullable(cublas).map(Cublas::version);
  }

  @Override
  public void launch(Work work) {
    switch (work) {
      case Launch launch -> launch(launch, family(launch.kernel().family()));
      case BlasProduct product -> requireNonNull(cublas).multiply(product);
    }
  }

  /// What all launches together have asked for.
  Tally tally() {
    return machine.tally();
  }

  /// With kernels of another text than the one that ships.
  void launch(Launch launch, Family family) {
    launched.add(launch.kernel().name());
    launches++;
    machine.launch(
        family,
        launch.kernel().name(),
        launch.x(),
        launch.y(),
        launch.z(),
        launch.threads(),
        launch.shared(),
        Arrays.copyOf(launch.words(), launch.bytes() / Integer.BYTES));
  }

  @Override
  public Graph record(List<Work> sequence) {
    List<Work> kept = List.copyOf(sequence);
    return new Graph() {
      @Override
      public void replay() {
        kept.forEach(PtxDevice.this::launch);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void synchronize() {}

  @Override
  public double nanos(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return System.nanoTime() - begin;
  }

  @Override
  public void close() {
    if (cublas != null) {
      cublas.close();
    }
  }
}
