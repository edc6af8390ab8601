package dms.train.report;

import java.util.ArrayList;
import java.util.List;

/** A table with headers for its columns and rows, which scrolls where the page is too narrow. */
final class DataTable {
  private final String caption;
  private final Element head = Element.of("tr");
  private final List<Element> rows = new ArrayList<>();
  private String look = "data";

  /**
   * @param caption says what is in it
   */
  DataTable(String caption) {
    this.caption = caption;
  }

  /** With a class of the style sheet beside {@code data}. */
  DataTable look(String name) {
    look += " " + name;
    return this;
  }

  /** A column of texts. */
  DataTable text(String header) {
    return column(Element.of("th", header));
  }

  /** A column of numbers. */
  DataTable number(String header) {
    return column(Element.of("th", header).with("class", "number"));
  }

  /** A column with a header of its own making. */
  DataTable column(Element header) {
    head.add(header.with("scope", "col"));
    return this;
  }

  /** Adds a row; its first cell is its header. */
  void row(Element header, Element... cells) {
    rows.add(Element.of("tr", header.with("scope", "row")).add(cells));
  }

  /** The first cell of a row. */
  static Element header(String text) {
    return Element.of("th", text);
  }

  /** The first cell of a row, with a string of the corpus. */
  static Element corpusHeader(String text) {
    return Element.of("th", Element.corpus(text));
  }

  /** A cell with a number. */
  static Element cell(String number) {
    return Element.of("td", number).with("class", "number");
  }

  /** The table in a region that can be scrolled with the keyboard. */
  Element toElement() {
    Element table =
        Element.of(
            "table",
            Element.of("caption", Element.of("span", caption)),
            Element.of("thead", head),
            Element.of("tbody").add(rows));
    return Element.of("div", table.with("class", look))
        .with("class", look.contains("long") ? "scroll long" : "scroll")
        .with("role", "region")
        .with("aria-label", caption)
        .with("tabindex", "0");
  }
}
