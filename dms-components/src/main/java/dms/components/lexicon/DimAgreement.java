package dms.components.lexicon;

import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * How often the tags of a treebank are among those that {@link DimTagTable} gives the same form and
 * lemma: the table measured on what others have annotated.
 */
public final class DimAgreement {
  private static final Column IFD_TAG = Column.parse("misc.IFD_tag");

  private final TagStyle style;
  private final Map<Word, Set<DimTag>> tags = new HashMap<>();
  private final Map<String, Counts> counts = new TreeMap<>();
  private final Map<String, Long> differences = new HashMap<>();

  private DimAgreement(TagStyle style) {
    this.style = style;
  }

  private record Word(String form, String lemma) {
    static Word of(String form, String lemma) {
      return new Word(form, lemma.toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Figures of a universal word class of the treebank.
   *
   * @param tokens its tokens that have a lemma and a tag
   * @param found those whose form, as written or in lower case, and lemma are in the DIM
   * @param xpos of these, those whose XPOS is among the table's
   * @param feats of these, those whose UPOS and FEATS are
   * @param all of these, those whose UPOS, XPOS and FEATS are together
   */
  public record Counts(long tokens, long found, long xpos, long feats, long all) {
    private static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    private Counts plus(Counts other) {
      return new Counts(
          tokens + other.tokens,
          found + other.found,
          xpos + other.xpos,
          feats + other.feats,
          all + other.all);
    }
  }

  /**
   * Measures a table.
   *
   * @param sentences with UPOS, lemma and, for {@link TagStyle#MIM}, IFD_tag in MISC; else with
   *     XPOS and FEATS
   * @param progress is told the number of each line of the DIM that was read
   * @throws IOException if the DIM is damaged or cannot be read
   */
  public static DimAgreement measure(
      Collection<Sentence> sentences, DimReader reader, TagStyle style, LongConsumer progress)
      throws IOException {
    DimAgreement agreement = new DimAgreement(style);
    for (Sentence sentence : sentences) {
      sentence.tokens().forEach(agreement::ask);
    }
    agreement.answer(reader, progress);
    for (Sentence sentence : sentences) {
      sentence.tokens().forEach(agreement::count);
    }
    return agreement;
  }

  /** The words that a token can be in the DIM. */
  private static List<Word> words(Token token) {
    String form = token.form();
    return token
        .value(Column.LEMMA)
        .map(lemma -> List.of(Word.of(form, lemma), Word.of(form.toLowerCase(Locale.ROOT), lemma)))
        .orElse(List.of());
  }

  private void ask(Token token) {
    words(token).forEach(word -> tags.put(word, Set.of()));
  }

  private void answer(DimReader reader, LongConsumer progress) throws IOException {
    DimTagTable table = DimTagTable.of(style);
    for (Optional<DimEntry> next = reader.read(); next.isPresent(); next = reader.read()) {
      DimEntry entry = next.get();
      Word word = Word.of(entry.form(), entry.lemma());
      if (tags.containsKey(word)) {
        Set<DimTag> more = new LinkedHashSet<>(tags.get(word));
        more.addAll(table.tags(entry).tags());
        tags.put(word, more);
      }
      progress.accept(reader.line());
    }
  }

  private void count(Token token) {
    Optional<DimTag> gold = gold(token);
    Optional<String> upos = token.value(Column.UPOS);
    if (gold.isEmpty() || upos.isEmpty() || token.value(Column.LEMMA).isEmpty()) {
      return;
    }
    Set<DimTag> mapped = new LinkedHashSet<>();
    words(token).forEach(word -> mapped.addAll(tags.get(word)));
    DimTag tag = gold.get();
    boolean xpos = mapped.stream().anyMatch(m -> m.xpos().equals(tag.xpos()));
    boolean feats =
        mapped.stream().anyMatch(m -> m.upos().equals(tag.upos()) && m.feats().equals(tag.feats()));
    boolean all = mapped.contains(tag);
    if (!mapped.isEmpty() && !all) {
      DimTag first = mapped.iterator().next();
      differences.merge(
          upos.get() + ": " + text(tag) + " instead of " + text(first), 1L, Long::sum);
    }
    Counts one = new Counts(1, mapped.isEmpty() ? 0 : 1, xpos ? 1 : 0, feats ? 1 : 0, all ? 1 : 0);
    counts.merge(upos.get(), one, Counts::plus);
  }

  private Optional<DimTag> gold(Token token) {
    if (style == TagStyle.MIM) {
      return token.value(IFD_TAG).map(tag -> new DimTag("", revised(tag), ""));
    }
    return token
        .value(Column.XPOS)
        .map(
            xpos ->
                new DimTag(
                    token.value(Column.UPOS).orElse(""),
                    xpos,
                    token.value(Column.FEATS).orElse(TagValues.NOTHING)));
  }

  /**
   * A tag of the treebank's machine-made IFD_tag as MIM-GOLD 2.0 has it, which knows no supine and
   * no case of prepositions.
   */
  private static String revised(String tag) {
    return tag.replaceFirst("^ss([gm])$", "sþ$1hen").replaceFirst("^a[oþe](?=[em]?$)", "af");
  }

  private static String text(DimTag tag) {
    return String.join(" ", tag.upos(), tag.xpos(), tag.feats()).trim();
  }

  /** The figures of each universal word class, sorted by its name. */
  public Map<String, Counts> byWordClass() {
    return new TreeMap<>(counts);
  }

  /** The figures of all tokens. */
  public Counts total() {
    return counts.values().stream().reduce(Counts.NONE, Counts::plus);
  }

  /** The treebank's tag, the table's first one, and how often, the most frequent first. */
  public List<Map.Entry<String, Long>> differences(int limit) {
    return differences.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .toList();
  }
}
