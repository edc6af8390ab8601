package dms.train.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An element of a page, HTML or SVG. Texts are put in as they are: the JDK's XML writer escapes
 * them, so that no string can become markup.
 */
final class Element {
  /** What can stand in an element. */
  private sealed interface Node permits Child, Text {}

  private record Child(Element element) implements Node {}

  private record Text(String text) implements Node {}

  /** Elements that HTML gives no end tag. */
  private static final Set<String> VOID = Set.of("meta", "wbr");

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Node> content = new ArrayList<>();

  private Element(String name) {
    this.name = name;
  }

  /** An element with other elements in it. */
  static Element of(String name, Element... children) {
    return new Element(name).add(children);
  }

  /** An element with a text in it. */
  static Element of(String name, String text) {
    return new Element(name).add(text);
  }

  /** A string of a corpus: isolated, so that its direction does not change that of what follows. */
  static Element corpus(String text) {
    return of("bdi", VisibleText.of(text));
  }

  /** Sets an attribute. */
  Element with(String attribute, String value) {
    attributes.put(attribute, value);
    return this;
  }

  /** Sets an attribute to a number. */
  Element with(String attribute, double value) {
    return with(attribute, Figures.coordinate(value));
  }

  /** Appends elements. */
  Element add(Element... children) {
    return add(Arrays.asList(children));
  }

  /** Appends elements. */
  Element add(Collection<Element> children) {
    children.forEach(child -> content.add(new Child(child)));
    return this;
  }

  /** Appends a text. */
  Element add(String text) {
    content.add(new Text(text));
    return this;
  }

  /**
   * Writes the element; one without content gets an end tag all the same, as HTML demands.
   *
   * @throws XMLStreamException when it cannot be written
   */
  void write(XMLStreamWriter out) throws XMLStreamException {
    boolean isVoid = VOID.contains(name);
    if (isVoid) {
      out.writeEmptyElement(name);
    } else {
      out.writeStartElement(name);
    }
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      out.writeAttribute(attribute.getKey(), attribute.getValue());
    }
    for (Node node : content) {
      if (node instanceof Child child) {
        child.element().write(out);
      } else if (node instanceof Text text) {
        out.writeCharacters(text.text());
      }
    }
    if (!isVoid) {
      out.writeEndElement();
    }
  }
}
