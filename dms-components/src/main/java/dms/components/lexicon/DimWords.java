package dms.components.lexicon;

import dms.core.corpus.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * The distinct words of the DIM, form, tags and lemma, as a corpus whose sentences have one token:
 * what the paper's lemmatizer learns from before it sees sentences (section 3.3).
 */
public final class DimWords {
  private final TagStyle style;
  private final Collection<DimWord> words;
  private final LeftOut leftOut;

  private DimWords(TagStyle style, Collection<DimWord> words, LeftOut leftOut) {
    this.style = style;
    this.words = words;
    this.leftOut = leftOut;
  }

  /**
   * Reads all entries. What has no tag, a blank in its form or lemma, or is unwanted is left out
   * and counted.
   *
   * @param properNouns whether proper nouns are wanted
   * @param progress is told the number of each line that was read
   * @throws IOException if the file is damaged or cannot be read
   */
  public static DimWords read(
      DimReader reader, TagStyle style, boolean properNouns, LongConsumer progress)
      throws IOException {
    DimTagTable table = DimTagTable.of(style);
    Set<DimWord> words = new LinkedHashSet<>();
    LeftOut leftOut = new LeftOut();
    String lemma = "";
    for (Optional<DimEntry> next = reader.read(); next.isPresent(); next = reader.read()) {
      DimEntry entry = next.get();
      DimTagTable.Tagging tagging = table.tags(entry);
      Optional<String> reason = reason(entry, tagging, properNouns);
      if (reason.isPresent()) {
        leftOut.add(reason.get(), entry, reader.line());
      } else {
        String written = style.lowerCaseLemmas() ? lower(entry.lemma()) : entry.lemma();
        // The forms of a word follow each other; they share its string.
        lemma = written.equals(lemma) ? lemma : written;
        DimWord.Group group = DimWord.Group.of(entry.wordClass());
        for (DimTag tag : tagging.tags()) {
          words.add(new DimWord(entry.form(), lemma, tag, group));
        }
      }
      progress.accept(reader.line());
    }
    return new DimWords(style, words, leftOut);
  }

  private static String lower(String lemma) {
    return lemma.toLowerCase(Locale.ROOT);
  }

  private static Optional<String> reason(
      DimEntry entry, DimTagTable.Tagging tagging, boolean properNouns) {
    if (tagging.reason().isPresent()) {
      return tagging.reason();
    }
    if (entry.form().indexOf(' ') >= 0 || entry.lemma().indexOf(' ') >= 0) {
      return Optional.of("form or lemma of several words");
    }
    return entry.isProperNoun() && !properNouns ? Optional.of("proper noun") : Optional.empty();
  }

  /** The words in the order of the DIM. */
  public Collection<DimWord> words() {
    return Collections.unmodifiableCollection(words);
  }

  /** Entries that no word was made of. */
  public LeftOut leftOut() {
    return leftOut;
  }

  /**
   * A sample: all words of the closed classes, and of nouns, adjectives and verbs equally many,
   * drawn without putting back; a class that has too few leaves its rest to the others. The same
   * words, size and seed give the same sample.
   *
   * @param size how many words; with fewer of them, all are taken
   */
  public DimWords sample(int size, long seed) {
    Map<DimWord.Group, List<DimWord>> groups =
        words.stream().collect(Collectors.groupingBy(DimWord::group));
    List<List<DimWord>> smallestFirst = new ArrayList<>();
    for (DimWord.Group group : DimWord.Group.values()) {
      List<DimWord> members = new ArrayList<>(groups.getOrDefault(group, List.of()));
      Collections.shuffle(members, new Random(seed + group.ordinal()));
      smallestFirst.add(members);
    }
    List<DimWord> closed = smallestFirst.remove(DimWord.Group.CLOSED.ordinal());
    smallestFirst.sort((left, right) -> Integer.compare(left.size(), right.size()));
    smallestFirst.add(0, closed);
    Set<DimWord> drawn = new LinkedHashSet<>();
    for (int i = 0; i < smallestFirst.size(); i++) {
      List<DimWord> members = smallestFirst.get(i);
      int left = size - drawn.size();
      int share = i == 0 ? left : left / (smallestFirst.size() - i);
      drawn.addAll(members.subList(0, Math.min(share, members.size())));
    }
    return new DimWords(style, words.stream().filter(drawn::contains).toList(), leftOut);
  }

  /**
   * Writes TSV with a header, a word on each line and an empty line after it; packed with gzip if
   * the name ends with .gz. The columns are form, lemma and xpos, of the treebank styles upos and
   * feats too. The file is there whole or not at all.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    PackedFile.write(file, this::write);
  }

  private void write(OutputStream out) throws IOException {
    List<Column> columns =
        style == TagStyle.MIM
            ? List.of(Column.FORM, Column.LEMMA, Column.XPOS)
            : List.of(Column.FORM, Column.LEMMA, Column.UPOS, Column.XPOS, Column.FEATS);
    String header = columns.stream().map(Column::spec).collect(Collectors.joining("\t"));
    out.write((header + "\n").getBytes(StandardCharsets.UTF_8));
    Map<DimTag, String> cells = new HashMap<>();
    for (DimWord word : words) {
      String tags = cells.computeIfAbsent(word.tag(), this::cells);
      String line = word.form() + '\t' + word.lemma() + '\t' + tags + "\n\n";
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String cells(DimTag tag) {
    return style == TagStyle.MIM
        ? tag.xpos()
        : String.join("\t", tag.upos(), tag.xpos(), tag.feats());
  }
}
