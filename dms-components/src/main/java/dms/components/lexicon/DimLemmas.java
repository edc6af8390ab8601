package dms.components.lexicon;

import dms.components.lexicon.LemmaCandidates.Match;
import dms.core.corpus.Column;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lemmas of the DIM as a lexicon for the tags of a treebank: what the DIM's mark and the tag
 * both say must be the same, what only one of them says is let be. {@link DimTagTable} has both;
 * where the treebank writes other lemmas than the DIM, by dim-lemmas.tsv, they are those of the
 * treebank.
 */
public final class DimLemmas implements LemmaLexicon {
  private final DimLexicon lexicon;
  private final TagStyle style;
  private final Column column;
  private final DimTagTable table;
  private final LemmaConventions conventions;

  /** As many as the table and a model know. */
  private final Map<String, Optional<TagClass>> classes = new ConcurrentHashMap<>();

  /**
   * Reads a lexicon with the eyes of a treebank.
   *
   * @param column which tags are asked for: upos, xpos, feats or several of them, such as
   *     upos+feats; with {@link TagStyle#MIM} any column that holds its tags
   * @throws IllegalArgumentException if the style has no such tags
   */
  public DimLemmas(DimLexicon lexicon, TagStyle style, Column column) {
    this.lexicon = lexicon;
    this.style = style;
    this.column = column;
    this.table = DimTagTable.of(style);
    this.conventions = new LemmaConventions(style);
    Set<Column> known = Set.of(Column.UPOS, Column.XPOS, Column.FEATS);
    if (style == TagStyle.MIM ? column.joined() : !known.containsAll(column.parts())) {
      throw new IllegalArgumentException(
          "column: expected %s, found %s"
              .formatted(
                  style == TagStyle.MIM
                      ? "one with tags of MIM-GOLD"
                      : "upos, xpos, feats or " + "several of them joined by +",
                  column));
    }
  }

  @Override
  public List<LexiconEntry> find(String form) {
    return spellings(form, false).flatMap(spelling -> entries(spelling).stream()).toList();
  }

  @Override
  public LemmaCandidates lemmas(String form, String tag) {
    Optional<TagClass> tagClass = tagClass(tag);
    List<List<LexiconEntry>> found =
        spellings(form, tagClass.filter(TagClass.PROPER_NOUN::equals).isPresent())
            .map(this::entries)
            .toList();
    return candidates(found, Match.FORM_AND_TAG, entry -> hasTag(entry, tag::equals))
        .or(
            () ->
                candidates(
                    found, Match.FORM_AND_CLASS, entry -> hasTag(entry, t -> fits(tagClass, t))))
        .or(() -> candidates(found, Match.FORM, entry -> true))
        .orElse(new LemmaCandidates(Match.NONE, List.of()));
  }

  private static Optional<LemmaCandidates> candidates(
      List<List<LexiconEntry>> found, Match match, Predicate<LexiconEntry> compatible) {
    return found.stream()
        .map(entries -> entries.stream().filter(compatible).map(LexiconEntry::lemma).distinct())
        .map(Stream::toList)
        .filter(lemmas -> !lemmas.isEmpty())
        .findFirst()
        .map(lemmas -> new LemmaCandidates(match, lemmas));
  }

  private boolean hasTag(LexiconEntry entry, Predicate<String> compatible) {
    return entry.tags().stream().map(this::text).anyMatch(compatible);
  }

  private Optional<TagClass> tagClass(String tag) {
    return classes.computeIfAbsent(tag, TagClass::of);
  }

  private boolean fits(Optional<TagClass> tagClass, String tag) {
    return tagClass.isPresent() && tagClass(tag).filter(tagClass.get()::fits).isPresent();
  }

  private static Stream<String> spellings(String form, boolean isProperNoun) {
    String lower = form.toLowerCase(Locale.ROOT);
    int first = form.isEmpty() ? 0 : lower.offsetByCodePoints(0, 1);
    String capital = lower.substring(0, first).toUpperCase(Locale.ROOT) + lower.substring(first);
    return (isProperNoun ? Stream.of(form, capital, lower) : Stream.of(form, lower, capital))
        .distinct();
  }

  /** A lemma that the treebank writes otherwise has its tags, too: gjöra those of gera. */
  private List<LexiconEntry> entries(String spelling) {
    Map<String, Set<DimTag>> tags = new LinkedHashMap<>();
    for (DimLemma lemma : lexicon.find(spelling)) {
      for (DimAnalysis analysis : lemma.analyses()) {
        String written = conventions.lemma(lemma.lemma(), analysis);
        boolean same = written.equalsIgnoreCase(lemma.lemma());
        tags.computeIfAbsent(written, key -> new LinkedHashSet<>())
            .addAll(table.tags(same ? lemma.lemma() : written, analysis).tags());
      }
    }
    return tags.entrySet().stream()
        .map(entry -> new LexiconEntry(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  /** A tag as the column has it. */
  private String text(DimTag tag) {
    if (style == TagStyle.MIM) {
      return tag.xpos();
    }
    return !column.joined()
        ? part(tag, column)
        : column.parts().stream()
            .map(part -> part(tag, part))
            .collect(Collectors.joining(Column.JOINER));
  }

  private static String part(DimTag tag, Column part) {
    return part.equals(Column.UPOS)
        ? tag.upos()
        : part.equals(Column.XPOS) ? tag.xpos() : tag.feats();
  }
}
