package org.tombola.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.tombola.engine.spi.Backend;
import org.tombola.engine.spi.Kind;
import org.tombola.engine.spi.Storage;

/// The memory of a training step, reused by the next one.
///
/// Every tensor that an operation makes inside [#step] takes its storage from the pool, and all of
/// it goes back when the step ends; after the first step of a training none is allocated. What the
/// walk backwards needs no more goes back at once ([#giveBack]), and the storage given back last is
/// taken first, while it is in a cache. Reading a tensor of an ended step is an error, not a wrong
/// number. Outside a step storages are ordinary objects left to the garbage collector.
///
/// A workspace belongs to one thread at a time.
public final class Workspace {
  private static final ScopedValue<Workspace> CURRENT = ScopedValue.newInstance();

  private record Key(Kind kind, Shape shape) {}

  private final Backend backend;
  private final boolean poison;
  private final Map<Key, Deque<Storage>> free = new HashMap<>();
  private final List<Storage> taken = new ArrayList<>();
  private long generation = 1;
  private boolean stepping;

  public Workspace(Backend backend) {
    this(backend, false);
  }

  private Workspace(Backend backend, boolean poison) {
    this.backend = backend;
    this.poison = poison;
  }

  /// A workspace that fills storage with NaN, padding included, before handing it out: for tests.
  public static Workspace poisoning(Backend backend) {
    return new Workspace(backend, true);
  }

  /// Runs one step. Its result must not be a tensor of the step, unless [#keep] made it.
  ///
  /// @throws EngineException if this workspace is in a step already
  public <T> T step(Supplier<T> body) {
    if (stepping) {
      throw new EngineException("workspace: a step is running already; steps do not nest");
    }
    stepping = true;
    try {
      return ScopedValue.where(CURRENT, this).call(body::get);
    } finally {
      taken.forEach(this::pool);
      taken.clear();
      generation++;
      stepping = false;
    }
  }

  /// Takes a tensor's storage out of the step's pool, so that it outlives the step.
  public static Tensor keep(Tensor tensor) {
    Storage storage = tensor.storage();
    if (CURRENT.isBound()) {
      CURRENT.get().taken.removeIf(s -> s == storage);
    }
    return new Tensor(storage, tensor.isTracked(), null);
  }

  /// The number of storages in the pool, free or taken.
  public int pooled() {
    return taken.size() + free.values().stream().mapToInt(Deque::size).sum();
  }

  /// Memory for a result, holding anything: from the current step's pool, or fresh outside a step.
  static Tensor take(Backend on, Kind kind, Shape shape) {
    if (!CURRENT.isBound() || CURRENT.get().backend != on) {
      return Tensor.wrap(on.allocate(kind, shape));
    }
    Workspace here = CURRENT.get();
    Deque<Storage> fitting = here.free.get(new Key(kind, shape));
    Storage storage =
        fitting == null || fitting.isEmpty() ? on.allocate(kind, shape) : fitting.pop();
    here.taken.add(storage);
    if (here.poison) {
      storage.poison();
    }
    return new Tensor(storage, false, here);
  }

  /// What `body` makes; all else it takes from the current step goes back at once, so nothing of it
  /// may be kept or recorded on a tape.
  static Tensor only(Supplier<Tensor> body) {
    int mark = mark();
    Tensor made = body.get();
    Set<Storage> live = Collections.newSetFromMap(new IdentityHashMap<>());
    live.add(made.storage());
    giveBack(mark, live);
    return made;
  }

  /// How many storages the current step has taken; 0 outside one.
  static int mark() {
    return CURRENT.isBound() ? CURRENT.get().taken.size() : 0;
  }

  /// Gives back what the current step has taken since `mark`, but for what is in `live`: nobody may
  /// read the rest again.
  static void giveBack(int mark, Set<Storage> live) {
    if (!CURRENT.isBound()) {
      return;
    }
    Workspace here = CURRENT.get();
    here.taken
        .subList(mark, here.taken.size())
        .removeIf(
            storage -> {
              boolean dead = !live.contains(storage);
              if (dead) {
                here.pool(storage);
              }
              return dead;
            });
  }

  long generation() {
    return generation;
  }

  private void pool(Storage storage) {
    free.computeIfAbsent(key(storage), k -> new ArrayDeque<>()).push(storage);
  }

  private static Key key(Storage storage) {
    return new Key(storage.kind(), storage.shape());
  }
}
