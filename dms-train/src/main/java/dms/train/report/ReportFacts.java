package dms.train.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the head of the page tells of the evaluation.
 *
 * @param title of the page: the model and the file
 * @param entries such as the model, its version, files with their hashes, in the order of the page
 */
public record ReportFacts(String title, Map<String, String> entries) {
  /** Copies the map, keeping its order. */
  public ReportFacts {
    entries = new LinkedHashMap<>(entries);
  }

  Element toElement() {
    Element list = Element.of("dl").with("class", "facts");
    entries.forEach(
        (name, value) ->
            list.add(
                Element.of(
                    "div",
                    Element.of("dt", name),
                    Element.of("dd", Element.of("bdi", VisibleText.whole(value))))));
    return list;
  }
}
