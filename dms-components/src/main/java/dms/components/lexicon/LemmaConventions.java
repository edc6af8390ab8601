package dms.components.lexicon;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/**
 * How a treebank writes the lemmas of the DIM: by the table dim-lemmas.tsv beside this class, and
 * in lower case where its style is such.
 */
final class LemmaConventions {
  private static final String ANY = "*";

  private final TagStyle style;
  private final Map<String, List<Convention>> byLemma = new HashMap<>();

  /** The conventions of a style. */
  LemmaConventions(TagStyle style) {
    this.style = style;
    for (CSVRecord row : DimTagTable.records("dim-lemmas.tsv")) {
      if (row.get("style").equals(style.name().toLowerCase(Locale.ROOT))) {
        Convention convention =
            new Convention(row.get("class"), row.get("mark"), row.get("treebank"));
        byLemma.merge(row.get("dim"), List.of(convention), LemmaConventions::joined);
      }
    }
  }

  private record Convention(String wordClass, String mark, String lemma) {
    boolean fits(DimAnalysis analysis) {
      return wordClass.equals(analysis.wordClass())
          && (mark.equals(ANY) || analysis.mark().startsWith(mark));
    }
  }

  private static List<Convention> joined(List<Convention> left, List<Convention> right) {
    return Stream.concat(left.stream(), right.stream()).toList();
  }

  /** The lemma whose form has the analysis, as the treebank writes it. */
  String lemma(String lemma, DimAnalysis analysis) {
    String written =
        byLemma.getOrDefault(lemma, List.of()).stream()
            .filter(convention -> convention.fits(analysis))
            .findFirst()
            .map(Convention::lemma)
            .orElse(lemma);
    return style.lowerCaseLemmas() ? written.toLowerCase(Locale.ROOT) : written;
  }
}
