package dms.train.reference;

import java.util.ArrayList;
import java.util.List;

/** Parts of the reference for a terminal of {@value #WIDTH} columns. */
public final class TerminalPage {
  /** Columns that are used. */
  static final int WIDTH = 80;

  private static final int GAP = 2;

  private TerminalPage() {}

  /** All sections, a line each, under headings. */
  public static String names(ConfigurationReference reference) {
    int width = width(reference.sections().stream().map(Section::name).toList());
    StringBuilder page = new StringBuilder();
    for (Section.Kind kind : Section.Kind.values()) {
      page.append(page.isEmpty() ? "" : "\n").append(kind.heading()).append('\n');
      reference.sections().stream()
          .filter(section -> section.kind() == kind)
          .forEach(section -> append(section.name(), section.purpose(), width, page));
    }
    return page.toString();
  }

  /** One section with all its settings. */
  public static String of(Section section) {
    StringBuilder page = new StringBuilder();
    String title = section.name() + " (" + section.kind().singular() + ")";
    wrap(title + ": " + section.purpose(), WIDTH).forEach(line -> page.append(line).append('\n'));
    page.append('\n');
    int width = width(section.settings().stream().map(entry -> entry.setting().key()).toList());
    for (Section.Entry entry : section.settings()) {
      append(entry.setting().key(), facts(entry), width, page);
      append("", entry.setting().doc(), width, page);
    }
    if (section.settings().isEmpty()) {
      page.append(" ".repeat(GAP)).append("no settings\n");
    }
    return page.toString();
  }

  private static String facts(Section.Entry entry) {
    String unit = entry.setting().unit().isEmpty() ? "" : " (" + entry.setting().unit() + ")";
    return entry.setting().type()
        + entry.section().map(name -> " " + name).orElse("")
        + unit
        + "; "
        + (entry.hasValue() ? "default " : "")
        + entry.orElse();
  }

  private static int width(List<String> names) {
    return names.stream().mapToInt(String::length).max().orElse(0);
  }

  /** A name, and beside it a text that goes on below itself. */
  private static void append(String name, String text, int width, StringBuilder page) {
    String margin = " ".repeat(GAP + width + GAP);
    List<String> lines = wrap(text, WIDTH - margin.length());
    for (int i = 0; i < lines.size(); i++) {
      String left =
          i > 0 ? margin : " ".repeat(GAP) + name + " ".repeat(width - name.length() + GAP);
      page.append((left + lines.get(i)).stripTrailing()).append('\n');
    }
  }

  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
