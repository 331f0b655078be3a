package org.tombola.nn;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a safetensors file holds: tensors by name, in order, and string metadata.
///
/// The format, as `safetensors` for Python and most frameworks read and write it:
///
/// | bytes | content |
/// |---|---|
/// | 0 .. 8 | `n`, the length of the header, little-endian |
/// | 8 .. 8+n | the header: a JSON object, padded with spaces |
/// | 8+n .. end | the tensors' bytes, row-major, little-endian, with no hole between them |
///
/// ```json
/// {"__metadata__": {"step": "2000"},
///  "fc1.weight": {"dtype": "F32", "shape": [300, 784], "data_offsets": [0, 940800]}}
/// ```
///
/// Three of the format's types have a form of their own: `F32` ([NamedTensor]), `BOOL`
/// ([NamedMask]) and, for single numbers, `I64` ([NamedCount]). Other floating-point and integer
/// types become a [NamedTensor] when they are read, see [#dtype]. Immutable; equal by content,
/// whatever the order, the file and the types in it.
public final class SafeTensors {
  /// Names in a message; a deep network has thousands.
  private static final int NAMES_SHOWN = 12;

  /// The header key that is no tensor.
  static final String METADATA = "__metadata__";

  private final String origin;
  private final SequencedMap<String, Entry> entries;
  private final Map<String, String> metadata;
  private final Map<String, DType> types;

  /// @param origin names the content in messages: the file it came from
  /// @param types those of the file, by name; without one, the type it is written in
  SafeTensors(
      String origin,
      Collection<? extends Entry> entries,
      Map<String, String> metadata,
      Map<String, DType> types) {
    var byName = new LinkedHashMap<String, Entry>();
    for (Entry entry : entries) {
      if (entry.name().equals(METADATA) || byName.put(entry.name(), entry) != null) {
        throw new WeightsException("%s: the name '%s' is taken".formatted(origin, entry.name()));
      }
    }
    this.origin = origin;
    this.entries = Collections.unmodifiableSequencedMap(byName);
    this.metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    this.types = Map.copyOf(types);
  }

  /// Content to be written.
  ///
  /// @throws WeightsException if two entries share a name, or one is called `__metadata__`
  public static SafeTensors of(Collection<? extends Entry> entries, Map<String, String> metadata) {
    return new SafeTensors("safetensors content", entries, metadata, Map.of());
  }

  /// Reads and checks a whole file; allocates no more than the file holds.
  ///
  /// @throws WeightsException in one line, if the file is missing, truncated, not in the format, or
  ///   uses another type
  public static SafeTensors read(Path file) {
    return SafeTensorsReader.read(file);
  }

  /// Writes the file as a whole or not at all: a reader sees the old content or the new, never part
  /// of it. Same content, same bytes: counts, then floats, then masks, each in their order;
  /// metadata by key.
  ///
  /// @throws WeightsException if the file cannot be written
  public void write(Path file) {
    SafeTensorsWriter.write(this, file);
  }

  /// All tensors by name, in the order of their bytes.
  public SequencedMap<String, Entry> entries() {
    return entries;
  }

  /// Sorted by key.
  public Map<String, String> metadata() {
    return metadata;
  }

  /// The type of that tensor in the file it came from, in the format's words: `F32`, `BF16`.
  ///
  /// @throws WeightsException if there is no such tensor
  public String dtype(String name) {
    Entry entry = entry(name);
    return types.getOrDefault(name, DType.of(entry)).name();
  }

  /// The floats of that name.
  ///
  /// @throws WeightsException if there are none
  public NamedTensor tensor(String name) {
    if (entry(name) instanceof NamedTensor tensor) {
      return tensor;
    }
    throw wrongType(name, DType.F32);
  }

  /// The mask of that name.
  ///
  /// @throws WeightsException if there is none
  public NamedMask mask(String name) {
    if (entry(name) instanceof NamedMask mask) {
      return mask;
    }
    throw wrongType(name, DType.BOOL);
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new WeightsException(
          "%s: no tensor '%s'; it holds %s".formatted(origin, name, shown(entries.keySet())));
    }
    return entry;
  }

  private WeightsException wrongType(String name, DType expected) {
    return new WeightsException(
        "%s: tensor '%s' is %s, expected %s".formatted(origin, name, dtype(name), expected));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SafeTensors that
        && entries.equals(that.entries)
        && metadata.equals(that.metadata);
  }

  @Override
  public int hashCode() {
    return Objects.hash(entries, metadata);
  }

  @Override
  public String toString() {
    return origin + ": " + entries.values();
  }

  /// The first names of many.
  private static String shown(Collection<String> names) {
    String first = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
    int more = names.size() - NAMES_SHOWN;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
