package org.tombola.lottery.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// One axis: where a value lies between its two ends, and where the ticks go.
///
/// `at` is 0 at the left or lower end and 1 at the right or upper end.
sealed interface Scale {
  double at(double value);

  List<Tick> ticks();

  /// A value on an axis and the text beside it.
  record Tick(double value, String label) {}

  /// Linear axes with about five round ticks.
  record Linear(double from, double to, List<Tick> ticks) implements Scale {

    /// Covers all values with some room; never goes beyond `floor` and `ceiling`, and always
    /// reaches `anchor` where that is a number (an axis of counts starts at 0).
    static Linear covering(List<Double> values, double anchor, double floor, double ceiling) {
      double low = values.isEmpty() ? 0 : Collections.min(values);
      double high = values.isEmpty() ? 1 : Collections.max(values);
      if (Double.isFinite(anchor)) {
        low = Math.min(low, anchor);
        high = Math.max(high, anchor);
      }
      double room = high > low ? 0.06 * (high - low) : Math.max(0.02 * Math.abs(high), 0.5);
      double from = Math.max(floor, low == anchor ? low : low - room);
      double to = Math.min(ceiling, high + room);
      return new Linear(from, to, roundTicks(from, to));
    }

    @Override
    public double at(double value) {
      return (value - from) / (to - from);
    }

    /// Multiples of 1, 2 or 5 times a power of ten: at most ten of them.
    private static List<Tick> roundTicks(double from, double to) {
      double power = Math.pow(10, Math.floor(Math.log10((to - from) / 5)));
      double step = power;
      for (double factor : new double[] {1, 2, 5, 10}) {
        step = factor * power;
        if ((to - from) / step <= 9) {
          break;
        }
      }
      int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
      var ticks = new ArrayList<Tick>();
      for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + 1e-9 * step; i++) {
        ticks.add(new Tick(i * step, String.format(Locale.ROOT, "%,." + digits + "f", i * step)));
      }
      return List.copyOf(ticks);
    }
  }

  /// Logarithmic, from `from` to `to`, which may be the smaller: an axis of densities runs down.
  record Log(double from, double to, List<Tick> ticks) implements Scale {

    /// An axis with a tick at each of the given values, in their order, and half a step of room.
    /// Equal factors are equal distances, so pruning rounds of one rate are equally spaced.
    static Log through(List<Double> values) {
      double first = values.isEmpty() ? 100 : values.getFirst();
      double last = values.isEmpty() ? 100 : values.getLast();
      // Half the mean step, and never nothing: one level alone stands in the middle.
      double step = values.size() > 1 ? Math.pow(last / first, 0.5 / (values.size() - 1)) : 0.9;
      double room = Math.max(step, 0.85);
      return new Log(
          first / room, last * room, values.stream().map(v -> new Tick(v, percent(v))).toList());
    }

    /// A decreasing axis's counterpart: increasing, ticks at round numbers.
    static Log covering(List<Double> values) {
      double low = Collections.min(values) / 1.15;
      double high = Collections.max(values) * 1.15;
      if (high / low > 1e4) {
        return new Log(low, high, powers(low, high));
      }
      List<Tick> ticks = multiples(low, high, 1, 2, 5);
      // Less than half a decade: those three would leave the axis bare.
      return new Log(
          low, high, ticks.size() > 2 ? ticks : multiples(low, high, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    }

    /// Powers of ten, some of them if they are many.
    private static List<Tick> powers(double low, double high) {
      int first = (int) Math.ceil(Math.log10(low));
      int last = (int) Math.floor(Math.log10(high));
      int step = 1 + (last - first) / 8;
      var ticks = new ArrayList<Tick>();
      for (int power = first; power <= last; power++) {
        if (power % step == 0) {
          double value = Math.pow(10, power);
          ticks.add(new Tick(value, value < 1e-3 ? "1e" + power : plain(value)));
        }
      }
      return List.copyOf(ticks);
    }

    private static List<Tick> multiples(double low, double high, int... factors) {
      var ticks = new ArrayList<Tick>();
      for (double power = Math.pow(10, Math.floor(Math.log10(low))); power <= high; power *= 10) {
        for (int factor : factors) {
          double value = factor * power;
          if (value >= low && value <= high) {
            ticks.add(new Tick(value, plain(value)));
          }
        }
      }
      return List.copyOf(ticks);
    }

    @Override
    public double at(double value) {
      return Math.log(value / from) / Math.log(to / from);
    }
  }

  /// Names side by side; the n-th is at n.
  record Groups(List<String> names) implements Scale {
    @Override
    public double at(double value) {
      return (value + 0.5) / names.size();
    }

    @Override
    public List<Tick> ticks() {
      return IntStream.range(0, names.size()).mapToObj(i -> new Tick(i, names.get(i))).toList();
    }
  }

  /// Per cent as the literature prints densities: `100`, `51.2`, `7.0`, `0.92`.
  static String percent(double value) {
    return value >= 99.95
        ? "100"
        : String.format(Locale.ROOT, value < 0.995 ? "%.2g" : "%.1f", value);
  }

  /// A round number without trailing zeros: `50`, `0.5`.
  private static String plain(double value) {
    return new BigDecimal(value, new MathContext(2)).stripTrailingZeros().toPlainString();
  }
}
