package org.tombola.lottery.report;

import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;

/// HTML being written. Text goes through [Html#escape]; only [#raw] takes markup.
final class Markup {
  private final StringBuilder html = new StringBuilder();

  Markup raw(String markup) {
    html.append(markup);
    return this;
  }

  /// `<name>text</name>`.
  Markup tag(String name, String text) {
    return cell(name, text).raw("\n");
  }

  Markup tag(String name, String style, String text) {
    return raw("<%s class=\"%s\">%s</%s>\n".formatted(name, style, Html.escape(text), name));
  }

  /// As [#tag(String, String)], without a line end.
  Markup cell(String name, String text) {
    return raw("<" + name + ">").raw(Html.escape(text)).raw("</" + name + ">");
  }

  Markup section(String heading) {
    return tag("h2", heading);
  }

  /// Nothing if there is none.
  Markup list(List<String> items) {
    if (!items.isEmpty()) {
      raw("<ul>\n");
      items.forEach(item -> tag("li", item));
      raw("</ul>\n");
    }
    return this;
  }

  /// The head of a table and its first body; [#endTable] ends it.
  Markup table(String... heads) {
    return table(Arrays.asList(heads));
  }

  Markup table(List<String> heads) {
    raw("<div class=\"wide\"><table>\n<thead><tr>");
    heads.forEach(head -> cell("th", head));
    return raw("</tr></thead>\n<tbody>\n");
  }

  Markup row(List<String> cells) {
    raw("<tr>");
    cell("th", cells.getFirst());
    cells.stream().skip(1).forEach(value -> cell("td", value));
    return raw("</tr>\n");
  }

  /// Rows after this one are set apart by a line.
  Markup nextBody() {
    return raw("</tbody>\n<tbody>\n");
  }

  Markup endTable() {
    return raw("</tbody></table></div>\n");
  }

  Markup pairs(SequencedMap<String, String> values) {
    if (values.isEmpty()) {
      return tag("p", "The run folder says nothing about them.");
    }
    raw("<dl>\n");
    values.forEach((key, value) -> tag("dt", key).tag("dd", value));
    return raw("</dl>\n");
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
