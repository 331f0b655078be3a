package org.tombola.lottery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tombola.lottery.prune.Overlap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `masks compare`: what masks have in common.
@Command(
    name = "masks",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "compare",
    description = "Compares the masks of two runs.")
final class MasksCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private MasksCommand() {}

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new MasksCommand()).addSubcommand("compare", new Compare(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "masks needs: compare");
  }

  /// Two runs cell by cell, or two masks layer by layer.
  @Command(
      name = "compare",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Overlap (ones of both over ones of either), beside what it would be by chance, density"
            + " and",
        "agreement of signs: of two runs a line a cell that both have, of two cells a line a layer."
      })
  static final class Compare implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "A run folder, cell folder or mask.")
    private Path a = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    private Path b = Path.of("");

    @Option(names = "--json", description = "Print one JSON object, layers and all.")
    private boolean json;

    private final Terminal terminal;

    Compare(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      List<MaskPair> pairs = MaskPair.of(a, b);
      if (json) {
        var report = new LinkedHashMap<String, Object>();
        report.put("a", a.toString());
        report.put("b", b.toString());
        report.put("pairs", pairs.stream().map(Compare::object).toList());
        terminal.out().println(JsonText.of(report));
      } else {
        table(pairs).lines().forEach(terminal.out()::println);
      }
      return 0;
    }

    private static Columns table(List<MaskPair> pairs) {
      boolean cells = pairs.size() > 1 || !pairs.getFirst().name().isEmpty();
      var table = new Columns(1);
      table.add(
          cells ? "cell" : "layer",
          "weights",
          "A %",
          "B %",
          "overlap %",
          "by chance %",
          "same sign %");
      for (MaskPair pair : pairs) {
        if (!cells) {
          pair.layers().forEach((layer, its) -> row(table, layer, its));
        }
        row(table, cells ? pair.name() : "all", pair.total());
      }
      return table;
    }

    private static void row(Columns table, String name, Overlap its) {
      table.add(
          name,
          String.format(Locale.ROOT, "%,d", its.size()),
          percent((double) its.left() / its.size()),
          percent((double) its.right() / its.size()),
          percent(its.iou()),
          percent(its.iouByChance()),
          its.signAgreement().map(Compare::percent).orElse("-"));
    }

    private static String percent(double share) {
      return String.format(Locale.ROOT, "%.2f", 100 * share);
    }

    private static Map<String, Object> object(MaskPair pair) {
      var layers = new ArrayList<Map<String, @Nullable Object>>();
      pair.layers().forEach((name, its) -> layers.add(object(name, its)));
      var object = new LinkedHashMap<String, Object>();
      object.put("cell", pair.name());
      object.put("total", object("all", pair.total()));
      object.put("layers", layers);
      return object;
    }

    private static Map<String, @Nullable Object> object(String name, Overlap its) {
      var object = new LinkedHashMap<String, @Nullable Object>();
      Optional<Double> signs = its.signAgreement();
      object.put("layer", name);
      object.put("weights", its.size());
      object.put("a", its.left());
      object.put("b", its.right());
      object.put("both", its.both());
      object.put("iou", its.iou());
      object.put("iou_by_chance", its.iouByChance());
      object.put("sign_agreement", signs.orElse(null));
      return object;
    }
  }
}
