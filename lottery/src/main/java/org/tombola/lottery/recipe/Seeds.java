package org.tombola.lottery.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The replicates of an experiment: each seed fixes the initialisation, the validation split and
/// the order of the data, the same for every arm.
///
/// Written as numbers and ranges: `0-4`, `0,3`, `0-2,7`. Kept in ascending order.
public record Seeds(List<Integer> values) {
  private static final int MOST = 1000;

  public Seeds {
    if (values.isEmpty()) {
      throw new InvalidSettings("seeds must name at least one seed, for example 0-4 or 0,3");
    }
    values = values.stream().sorted().toList();
  }

  /// Reads the form above.
  ///
  /// @throws InvalidSettings if a part is no number or range, is negative, runs backwards or
  ///   repeats a seed
  @JsonCreator
  public static Seeds parse(String text) {
    var seen = new TreeSet<Integer>();
    for (String part : text.split(",", -1)) {
      String[] ends = part.strip().split("-", 2);
      int first = number(ends[0], text);
      int last = ends.length == 2 ? number(ends[1], text) : first;
      if (last < first) {
        throw new InvalidSettings(
            "seeds: the range %s runs backwards, write %d-%d".formatted(part.strip(), last, first));
      }
      if ((long) last - first + seen.size() >= MOST) {
        throw new InvalidSettings("seeds: %s names more than %d seeds".formatted(text, MOST));
      }
      for (int seed = first; seed <= last; seed++) {
        if (!seen.add(seed)) {
          throw new InvalidSettings("seeds: %s names seed %d twice".formatted(text, seed));
        }
      }
    }
    return new Seeds(new ArrayList<>(seen));
  }

  private static int number(String text, String whole) {
    String digits = text.strip();
    if (!digits.matches("[0-9]{1,9}")) {
      throw new InvalidSettings(
          "seeds must be whole numbers from 0 or ranges, like 0-4 or 0,3, not '%s'"
              .formatted(whole));
    }
    return Integer.parseInt(digits);
  }

  /// Like `0,1,2,7`: one spelling for each set of seeds.
  @JsonValue
  @Override
  public String toString() {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
