package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tombola.lottery.arm.Arms;
import org.tombola.lottery.claim.Measurement;
import org.tombola.lottery.recipe.Claim;
import org.tombola.lottery.recipe.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PageTest {
  private static final String EVIL = "<img src=x onerror=alert(1)>\"'&";

  private static SequencedMap<String, String> evil() {
    var map = new LinkedHashMap<String, String>();
    map.put(EVIL, EVIL);
    return map;
  }

  private static RunData evilRun() {
    var shares = new LinkedHashMap<String, Double>();
    shares.put(EVIL, 0.5);
    var layers = new LinkedHashMap<String, List<LayerDensity>>();
    layers.put(EVIL, List.of(new LayerDensity(1, 0.5, shares)));
    var row = new ResultRow(EVIL, EVIL, EVIL, EVIL, 0, 1, 0.5, 9, 0.9, 0.9, 0.9, 9, 9, 0, 1, 1, 0);
    var dense = new ResultRow(EVIL, EVIL, EVIL, EVIL, 0, 0, 1, 9, 0.9, 0.9, 0.9, 9, 9, 0, 1, 1, 0);
    return new RunData(
        List.of(dense, row),
        new RunData.Cells(2, 4, List.of(EVIL)),
        layers,
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        evil(),
        evil(),
        EVIL);
  }

  private static String svg(Figure figure) {
    var canvas = new SvgCanvas(Plot.WIDTH, Plot.HEIGHT, figure.title(), figure.yLabel());
    Plot.draw(figure, canvas);
    return canvas.toString();
  }

  private static String page(RunData run) {
    var runs = List.of(new NamedRun("", run));
    var figures = Figures.of(runs);
    return Page.of(runs, figures, figures.stream().map(PageTest::svg).toList());
  }

  private static String withoutScripts(String page) {
    return page.replaceAll("(?s)<script>.*?</script>", "");
  }

  @Test
  void no_text_of_a_run_becomes_markup() {
    String page = withoutScripts(page(evilRun()));
    assertFalse(page.contains("<img"), page);
    assertTrue(page.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"));
  }

  @Test
  void escapes_what_html_and_xml_would_read() {
    assertEquals("&lt;a b=&quot;&#39;&amp;&gt;", Html.escape("<a b=\"'&>"));
    assertEquals("\uFFFD\uFFFD", Html.escape("\u0000\u001b"));
    assertEquals("é\n😀", Html.escape("é\n😀"));
  }

  /// What a browser would fetch or run, and the policy that forbids it to.
  @Test
  void needs_no_network_and_runs_only_its_own_scripts() {
    String page = page(Rows.run(Rows.level("ticket", 0, 9, 0.9)));
    var policy =
        Pattern.compile("script-src ('sha256-[^']{44}') ('sha256-[^']{44}')\"").matcher(page);
    assertTrue(page.contains("default-src 'none'") && policy.find(), page.substring(0, 600));
    var scripts =
        Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(script -> Script.allowed(script.group(1)))
            .toList();
    assertEquals(List.of(policy.group(1), policy.group(2)), scripts);
    String own = withoutScripts(page);
    // The only address is the name of the SVG name space.
    var addresses = Pattern.compile("https?://[^\"]*").matcher(own).results();
    assertTrue(addresses.allMatch(a -> a.group().equals("http://www.w3.org/2000/svg")));
    assertFalse(Pattern.compile("\\b(src|href)=").matcher(own).find());
  }

  @Test
  void a_figure_stands_there_as_data_and_drawn_beforehand() {
    String page = page(Rows.run(Rows.level("ticket", 2, 700, 0.91, 0.95)));
    var data =
        Pattern.compile("<script type=\"application/json\" id=\"figures\">(.*?)</script>")
            .matcher(page);
    assertTrue(data.find());
    JsonNode figures = new JsonMapper().readTree(data.group(1));
    assertEquals(4, figures.size());
    JsonNode accuracy = figures.get(0);
    assertTrue(page.contains("id=\"live-" + accuracy.get("name").asString() + "\""));
    assertEquals("ticket", accuracy.at("/lines/0/name").asString());
    assertEquals("[64.0,93.0,91.0,95.0,2]", accuracy.at("/lines/0/points/0").toString());
    assertEquals(4, Pattern.compile("<svg").matcher(withoutScripts(page)).results().count());
  }

  @Test
  void a_name_that_would_end_the_data_does_not() {
    String json =
        Chart.json(
            Figures.of(List.of(new NamedRun("", Rows.run(Rows.level("</script><b>", 1, 9, 0.9))))));
    assertFalse(json.contains("<"), json);
    assertTrue(json.contains("\\u003c/script>"), json);
  }

  @Test
  void lists_what_failed_and_counts_what_is_missing() {
    String page = page(evilRun());
    assertTrue(page.contains("2 of 4 trainings finished, 1 failed, 1 not done"), page);
  }

  @Test
  void shows_mean_and_range_of_every_density() {
    String page = page(Rows.run(Rows.level("ticket", 2, 700, 0.91, 0.95)));
    assertTrue(page.contains("93.00 <small>(91.00–95.00)</small>"), page);
    assertTrue(page.contains("<td>64.0</td>"), page);
  }

  @Test
  void claims_are_a_table_with_verdicts() {
    var claim =
        new Claim(
            "one",
            "It is so.",
            new Claim.Statistic("", "test-accuracy", OptionalDouble.empty()),
            "ticket",
            Optional.empty(),
            50,
            new Claim.Level(2),
            Claim.Direction.GREATER,
            0,
            "a <paper>",
            "P",
            Claim.ANY);
    var rows = Rows.level("ticket", 2, 700, 0.91, 0.95);
    var judged =
        new RunClaims(
            "mine",
            RunClaims.judge(List.of(claim), Arms.of(Settings.ofKeys(Map.of())), rows, List.of()));
    String page = page(Rows.run(rows, List.of(), Optional.of(judged)));
    assertTrue(page.contains("<th class=\"reproduced\">reproduced</th>"), page);
    assertTrue(page.contains("a &lt;paper&gt; [P]"), page);
    assertTrue(page.contains("<td>[40.00, 44.00]</td>"), page);
    assertTrue(page.contains("1 reproduced, 0 contradicted, 0 undecided."), page);
  }

  @Test
  void numbers_of_analyses_that_stand_alone_are_a_table() {
    var analyses = new ArrayList<Measurement>();
    for (int seed = 0; seed < 2; seed++) {
      analyses.add(
          new Measurement("gammas", "small", "ticket", seed, 2, 0.64, Double.NaN, 0.25 + seed));
    }
    var rows = Rows.level("ticket", 2, 700, 0.91, 0.95);
    String page = page(Rows.run(rows, analyses, Optional.empty()));
    assertTrue(page.contains("<td>0.7500</td><td>0.2500 to 1.250</td>"), page);
  }

  @Test
  void an_empty_run_is_a_page_without_figures() {
    String page = page(Rows.run(List.of()));
    assertTrue(page.contains("No network has finished training yet."));
    assertFalse(page.contains("<svg"));
  }

  @Test
  void arms_that_cut_alike_share_a_table() {
    var fc1 = new LinkedHashMap<String, Double>();
    fc1.put("fc1", 0.8);
    var other = new LinkedHashMap<String, Double>();
    other.put("fc1", 0.7);
    var dense = new LayerDensity(0, 1, new LinkedHashMap<>());
    var layers = new LinkedHashMap<String, List<LayerDensity>>();
    layers.put("ticket", List.of(dense, new LayerDensity(1, 0.8, fc1)));
    layers.put("reinit", List.of(new LayerDensity(1, 0.8, fc1)));
    layers.put("oneshot", List.of(new LayerDensity(1, 0.8, other)));
    var groups = LayerGroup.of(layers);
    assertEquals(
        List.of(List.of("ticket", "reinit"), List.of("oneshot")),
        groups.stream().map(LayerGroup::arms).toList());
    assertEquals(2, groups.getFirst().levels().size());
  }
}
