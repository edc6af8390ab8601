package dms.bench.report;

import dms.core.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a Markdown page that is generated: it stands between two lines of comments and is
 * replaced as a whole; what is around it stays.
 */
public final class PerformancePage {
  static final String BEGIN = "<!-- dms bench: begin -->";
  static final String END = "<!-- dms bench: end -->";

  private static final Map<String, String> TITLES =
      Map.of(
          "step", "Training steps",
          "preprocess", "Preprocessing",
          "component", "Components",
          "lemma", "Lemmas",
          "tagging", "Tagging, text to text");

  private PerformancePage() {}

  /**
   * Writes the tables into a page.
   *
   * @param page that has both lines
   * @throws IOException when it is not there, lacks a line, or cannot be written
   */
  public static void update(Path page, BenchmarkReport report) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(
          "%s: expected the lines %s and %s, between which the tables go"
              .formatted(page, BEGIN, END));
    }
    String head = text.substring(0, begin + BEGIN.length());
    DurableFile.writeString(page, head + "\n\n" + generated(report) + "\n" + text.substring(end));
  }

  private static String generated(BenchmarkReport report) {
    StringBuilder part = new StringBuilder();
    part.append("| | |\n|---|---|\n");
    report
        .about()
        .forEach(
            (name, fact) ->
                part.append("| ")
                    .append(name)
                    .append(" | ")
                    .append(name.equals("command") ? "`" + fact + "`" : fact)
                    .append(" |\n"));
    List<Measurement> all = report.measurements();
    Set<String> groups = new LinkedHashSet<>();
    all.forEach(row -> groups.add(row.group()));
    for (String group : groups) {
      part.append("\n### ").append(TITLES.getOrDefault(group, group)).append("\n\n");
      List<Measurement> rows = all.stream().filter(row -> row.group().equals(group)).toList();
      part.append(new ResultTable(rows).toMarkdown());
    }
    return part.toString();
  }
}
