package org.tombola.lottery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombola.nn.Entry;
import org.tombola.nn.SafeTensors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `inspect`: what a weights file holds.
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "What a safetensors file holds: tensors and metadata.",
      "Of each tensor: type, shape, L2 norm, smallest and largest number, density (the share that",
      "is not zero), NaN and infinities."
    })
final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Weights, masks or a checkpoint.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final Terminal terminal;

  InspectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    SafeTensors content = SafeTensors.read(file);
    if (json) {
      terminal.out().println(JsonText.of(report(content)));
    } else {
      print(content);
    }
    return 0;
  }

  private void print(SafeTensors content) {
    var out = terminal.out();
    content
        .metadata()
        .forEach((key, value) -> out.println("%s = %s".formatted(clean(key), clean(value))));
    if (!content.metadata().isEmpty()) {
      out.println();
    }
    var table = new Columns(3);
    table.add("tensor", "type", "shape", "numbers", "norm", "min", "max", "density %", "");
    Statistics all = Statistics.NONE;
    int broken = 0;
    for (Entry entry : content.entries().values()) {
      Statistics its = Statistics.of(entry);
      all = all.and(its);
      broken += its.isFinite() ? 0 : 1;
      row(table, clean(entry.name()), content.dtype(entry.name()), entry.shape().toString(), its);
    }
    int tensors = content.entries().size();
    row(table, tensors + (tensors == 1 ? " tensor" : " tensors"), "", "", all);
    table.lines().forEach(out::println);
    if (broken > 0) {
      out.println();
      out.println("NaN or infinities in %d of %d tensors".formatted(broken, tensors));
    }
  }

  private static void row(Columns table, String name, String type, String shape, Statistics its) {
    boolean any = its.min() <= its.max();
    table.add(
        name,
        type,
        shape,
        String.format(Locale.ROOT, "%,d", its.count()),
        number(its.norm()),
        any ? number(its.min()) : "-",
        any ? number(its.max()) : "-",
        String.format(Locale.ROOT, "%.2f", 100 * its.density()),
        flags(its));
  }

  private static String flags(Statistics its) {
    var flags = new ArrayList<String>();
    if (its.nan() > 0) {
      flags.add(its.nan() + " NaN");
    }
    if (its.infinite() > 0) {
      flags.add(its.infinite() + " infinite");
    }
    return String.join(", ", flags);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.5g", value);
  }

  /// A name from a file, without anything a terminal would obey.
  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private Map<String, Object> report(SafeTensors content) {
    var tensors = new ArrayList<Map<String, @Nullable Object>>();
    Statistics all = Statistics.NONE;
    for (Entry entry : content.entries().values()) {
      Statistics its = Statistics.of(entry);
      all = all.and(its);
      var tensor = new LinkedHashMap<String, @Nullable Object>();
      tensor.put("name", entry.name());
      tensor.put("dtype", content.dtype(entry.name()));
      tensor.put("shape", Arrays.stream(entry.shape().dims()).boxed().toList());
      put(its, tensor);
      tensors.add(tensor);
    }
    var total = new LinkedHashMap<String, @Nullable Object>();
    total.put("tensors", tensors.size());
    put(all, total);
    var report = new LinkedHashMap<String, Object>();
    report.put("file", file.toString());
    report.put("metadata", content.metadata());
    report.put("tensors", tensors);
    report.put("total", total);
    return report;
  }

  /// JSON has no infinities: the smallest of no numbers is null.
  private static void put(Statistics its, Map<String, @Nullable Object> into) {
    boolean any = its.min() <= its.max();
    into.put("numbers", its.count());
    into.put("norm", its.norm());
    into.put("min", any ? its.min() : null);
    into.put("max", any ? its.max() : null);
    into.put("zeros", its.zeros());
    into.put("density", its.density());
    into.put("nan", its.nan());
    into.put("infinite", its.infinite());
  }
}
