package dms.train.report;

import dms.core.corpus.Column;

/** Values of a decoder as they stand on the page. */
final class TagText {
  private TagText() {}

  /** The value; the parts of a joined one, such as part of speech and features, with a space. */
  static String of(String value) {
    return VisibleText.of(value.replace(Column.JOINER, " "));
  }

  /** The same as an element of its own direction, whose lines break between features. */
  static Element element(String value) {
    Element element = Element.of("bdi").with("class", "value");
    for (String part : of(value).split("(?<=\\|)")) {
      element.add(part);
      if (part.endsWith("|")) {
        element.add(Element.of("wbr"));
      }
    }
    return element;
  }

  /** What was predicted where something else is right. */
  static Element change(String predicted, String gold) {
    return Element.of("span", element(predicted)).add(" instead of ").add(element(gold));
  }
}
