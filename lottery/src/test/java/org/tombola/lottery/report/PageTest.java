package org.tombola.lottery.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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
    var row = new ResultRow(EVIL, EVIL, EVIL, EVIL, 0, 1, 0.5, 9, 0.9, 0.9, 0.9, 9, 9, 1, 1, 0);
    var dense = new ResultRow(EVIL, EVIL, EVIL, EVIL, 0, 0, 1, 9, 0.9, 0.9, 0.9, 9, 9, 1, 1, 0);
    return new RunData(
        List.of(dense, row),
        new RunData.Cells(2, 4, List.of(EVIL)),
        layers,
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
    var figures = Figures.of(Summary.of(run.rows()), run.layers());
    return Page.of(run, figures.stream().map(PageTest::svg).toList());
  }

  @Test
  void no_text_of_a_run_becomes_markup() {
    String page = page(evilRun());
    assertFalse(page.contains("<img"), page);
    assertTrue(page.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"));
  }

  @Test
  void escapes_what_html_and_xml_would_read() {
    assertEquals("&lt;a b=&quot;&#39;&amp;&gt;", Html.escape("<a b=\"'&>"));
    assertEquals("\uFFFD\uFFFD", Html.escape("\u0000\u001b"));
    assertEquals("é\n😀", Html.escape("é\n😀"));
  }

  @Test
  void needs_neither_network_nor_script() {
    String page = page(Rows.run(Rows.level("ticket", 0, 9, 0.9)));
    assertTrue(page.contains("default-src 'none'"));
    assertFalse(page.contains("<script"));
    // The only address is the name of the SVG name space.
    var addresses = Pattern.compile("https?://[^\"]*").matcher(page).results();
    assertTrue(addresses.allMatch(a -> a.group().equals("http://www.w3.org/2000/svg")));
    assertFalse(Pattern.compile("\\b(src|href)=").matcher(page).find());
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
