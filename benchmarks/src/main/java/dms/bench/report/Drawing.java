package dms.bench.report;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A drawing as SVG: rectangles and texts that are classes of its style sheet, which has colours for
 * light and for dark surroundings.
 */
final class Drawing {
  private static final String STYLE =
      """
      svg { font: 13px system-ui, sans-serif }
      text { fill: #1f2328 }
      .back { fill: #ffffff } .title { font-weight: 600; font-size: 15px } .small { font-size: 11px }
      .a { fill: #c2410c } .b { fill: #5b8def } .c { fill: #8a94a3 } .line { fill: #d0d7de }
      @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3 }
        .back { fill: #0d1117 } .a { fill: #fb923c } .b { fill: #4f7fe0 } .c { fill: #6b7685 } .line { fill: #30363d }
      }
      """;

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter out;

  /**
   * Begins a drawing.
   *
   * @param title what it shows, for those who do not see it
   */
  Drawing(double width, double height, String title) {
    try {
      out = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      out.writeStartElement("svg");
      out.writeAttribute("xmlns", "http://www.w3.org/2000/svg");
      out.writeAttribute("viewBox", "0 0 %s %s".formatted(number(width), number(height)));
      out.writeAttribute("width", number(width));
      out.writeAttribute("height", number(height));
      out.writeAttribute("role", "img");
      element("title", title);
      element("style", "\n" + STYLE);
    } catch (XMLStreamException e) {
      throw failed(e);
    }
    rectangle(0, 0, width, height, "back");
  }

  private void element(String name, String content) throws XMLStreamException {
    out.writeStartElement(name);
    out.writeCharacters(content);
    out.writeEndElement();
  }

  /** Memory does not fail to be written to. */
  private static IllegalStateException failed(XMLStreamException cause) {
    return new IllegalStateException("a drawing could not be written", cause);
  }

  /** Draws a rectangle of a class of the style sheet. */
  void rectangle(double x, double y, double width, double height, String style) {
    try {
      out.writeEmptyElement("rect");
      out.writeAttribute("x", number(x));
      out.writeAttribute("y", number(y));
      out.writeAttribute("width", number(width));
      out.writeAttribute("height", number(height));
      out.writeAttribute("class", style);
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  /**
   * Writes a text on a line.
   *
   * @param anchor which end of it is at x: start or end
   */
  void text(double x, double y, String content, String anchor, String style) {
    try {
      out.writeStartElement("text");
      out.writeAttribute("x", number(x));
      out.writeAttribute("y", number(y));
      out.writeAttribute("text-anchor", anchor);
      out.writeAttribute("class", style);
      out.writeCharacters(content);
      out.writeEndElement();
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  private static String number(double value) {
    String number = String.format(Locale.ROOT, "%.2f", value);
    return number.endsWith(".00") ? number.substring(0, number.length() - 3) : number;
  }

  /** The finished drawing; nothing can be drawn after it. */
  String toSvg() {
    try {
      out.writeEndElement();
      out.writeEndDocument();
      out.close();
      return text + "\n";
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }
}
