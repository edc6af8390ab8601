package dms.components.lexicon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** A row of dim-tags.tsv, for one style. */
final class TagRow {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)(\\*?)}");
  private static final String ANY = "*";
  private static final String CAPITAL = "<capital>";
  private static final String NO_TAG = "-";
  private static final String GENDER = "gender";

  private final CSVRecord row;
  private final TagStyle style;
  private final TagValues values;
  private final Set<String> classes;
  private final Set<String> lemmas;
  private final Pattern mark;
  private final List<String> marked;

  TagRow(CSVRecord row, TagStyle style, TagValues values) {
    this.row = row;
    this.style = style;
    this.values = values;
    this.classes = Set.of(row.get("class").split(","));
    this.lemmas = Set.of(row.get("lemmas").split(","));
    this.marked = placeholders(row.get("mark")).map(match -> match.group(1)).toList();
    this.mark =
        Pattern.compile(
            PLACEHOLDER.matcher(row.get("mark")).replaceAll(m -> quoted(values.group(m.group(1)))));
  }

  private static String quoted(String group) {
    return Matcher.quoteReplacement(group);
  }

  private static Stream<MatchResult> placeholders(String text) {
    return PLACEHOLDER.matcher(text).results();
  }

  /** Whether the row goes on with the alternatives of the one before. */
  boolean continues(TagRow before) {
    return List.of("class", "lemmas", "mark").stream()
        .allMatch(column -> row.get(column).equals(before.row.get(column)));
  }

  /** The codes of the categories in the mark, if class and mark are the row's. */
  Optional<Map<String, String>> codes(String wordClass, String unnumberedMark) {
    Matcher matcher = mark.matcher(unnumberedMark);
    if (!classes.contains(wordClass) || !matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> codes = new TreeMap<>();
    if (values.codes(GENDER).contains(wordClass.toUpperCase(Locale.ROOT))) {
      codes.put(GENDER, wordClass.toUpperCase(Locale.ROOT));
    }
    for (String category : marked) {
      String code = matcher.group(category);
      codes.put(category, code.isEmpty() ? TagValues.NOTHING : code);
    }
    return Optional.of(codes);
  }

  boolean hasLemma(String lemma) {
    return lemmas.contains(ANY)
        || lemmas.contains(lemma)
        || (lemmas.contains(CAPITAL) && DimEntry.isProperNoun(lemma));
  }

  /** Why the style has no tag for words of this row; empty if it has. */
  Optional<String> reason() {
    return row.get(style.column()).equals(NO_TAG) ? Optional.of(row.get("note")) : Optional.empty();
  }

  /** The same for lemmas that have the same tags wherever class and mark are the same. */
  String lexicalKey(String lemma) {
    return values.isNamed(lemma) ? lemma : "";
  }

  /** The tags of a word with these codes. */
  List<DimTag> tags(Map<String, String> codes, String lemma) {
    Map<String, String> all = new LinkedHashMap<>(codes);
    for (String category : values.categories()) {
      if (values.isLexical(category)) {
        all.put(category, values.lexicalCode(category, lemma));
      }
    }
    return spread(all, open(row.get("xpos") + row.get(style.column())))
        .map(this::tag)
        .distinct()
        .toList();
  }

  /** The categories that are to take each of their values in turn. */
  private static List<String> open(String templates) {
    return placeholders(templates)
        .filter(match -> !match.group(2).isEmpty())
        .map(match -> match.group(1))
        .distinct()
        .toList();
  }

  private Stream<Map<String, String>> spread(Map<String, String> codes, List<String> open) {
    if (open.isEmpty()) {
      return Stream.of(codes);
    }
    List<Map<String, String>> more = new ArrayList<>();
    for (String code : values.codes(open.get(0))) {
      Map<String, String> extended = new LinkedHashMap<>(codes);
      extended.put(open.get(0), code);
      more.add(extended);
    }
    return more.stream().flatMap(each -> spread(each, open.subList(1, open.size())));
  }

  private DimTag tag(Map<String, String> codes) {
    if (style == TagStyle.MIM) {
      return new DimTag("", fill("mim", codes), "");
    }
    String[] universal = fill(style.column(), codes).split(" ", 2);
    String feats =
        Arrays.stream(universal[1].split("\\|"))
            .filter(feature -> !feature.isEmpty())
            // UD's order, in which Number comes before NumType.
            .sorted(String.CASE_INSENSITIVE_ORDER)
            .collect(Collectors.joining("|"));
    return new DimTag(
        universal[0], fill("xpos", codes), feats.isEmpty() ? TagValues.NOTHING : feats);
  }

  private String fill(String tagSet, Map<String, String> codes) {
    return PLACEHOLDER
        .matcher(row.get(tagSet))
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    values.value(match.group(1), codes.get(match.group(1)), tagSet)));
  }
}
