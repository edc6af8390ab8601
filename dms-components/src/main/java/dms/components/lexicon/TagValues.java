package dms.components.lexicon;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** What the placeholders of dim-tags.tsv become: the table dim-values.tsv. */
final class TagValues {
  static final String NOTHING = "_";
  private static final String ANY_LEMMA = "*";

  private final Map<String, Map<String, CSVRecord>> categories = new LinkedHashMap<>();

  TagValues(List<CSVRecord> rows) {
    for (CSVRecord row : rows) {
      categories
          .computeIfAbsent(row.get("category"), key -> new LinkedHashMap<>())
          .put(row.get("code"), row);
    }
  }

  Set<String> categories() {
    return categories.keySet();
  }

  Set<String> codes(String category) {
    return categories.get(category).keySet();
  }

  /** Whether the category is told by the lemma and not by the mark. */
  boolean isLexical(String category) {
    return categories.get(category).containsKey(ANY_LEMMA);
  }

  /** The code of a lemma in a lexical category. */
  String lexicalCode(String category, String lemma) {
    return categories.get(category).containsKey(lemma) ? lemma : ANY_LEMMA;
  }

  /** Whether the lemma is a code of a lexical category. */
  boolean isNamed(String lemma) {
    return categories.keySet().stream()
        .anyMatch(category -> isLexical(category) && codes(category).contains(lemma));
  }

  /** What a code becomes in a tag set, perhaps nothing. */
  String value(String category, String code, String tagSet) {
    CSVRecord row = categories.get(category).get(code);
    if (row == null) {
      throw new IllegalArgumentException("dim-values.tsv: no code " + code + " of " + category);
    }
    String value = row.get(tagSet);
    return value.equals(NOTHING) ? "" : value;
  }

  /** A group, named after the category, that matches its codes; the longest are tried first. */
  String group(String category) {
    return codes(category).stream()
        .map(code -> code.equals(NOTHING) ? "" : code)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .map(Pattern::quote)
        .collect(Collectors.joining("|", "(?<" + category + ">", ")"));
  }
}
