package dms.components.lexicon;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The marks of the DIM in another tag set, by the tables dim-tags.tsv and dim-values.tsv beside
 * this class. A table remembers what it was asked, and is safe for use from several threads.
 */
public final class DimTagTable {
  private static final CSVFormat FORMAT =
      CSVFormat.Builder.create()
          .setDelimiter('\t')
          .setRecordSeparator('\n')
          .setQuote(null)
          .setCommentMarker('#')
          .setHeader()
          .setSkipHeaderRecord(true)
          .get();

  private final List<TagRow> rows;
  private final Map<DimAnalysis, List<Match>> matches = new ConcurrentHashMap<>();

  private DimTagTable(List<TagRow> rows) {
    this.rows = rows;
  }

  /** The table for a style. */
  public static DimTagTable of(TagStyle style) {
    TagValues values = new TagValues(records("dim-values.tsv"));
    return new DimTagTable(
        records("dim-tags.tsv").stream().map(row -> new TagRow(row, style, values)).toList());
  }

  /** The rows of a table beside this class. */
  static List<CSVRecord> records(String resource) {
    try (InputStream in = DimTagTable.class.getResourceAsStream(resource)) {
      return FORMAT.parse(new InputStreamReader(in, StandardCharsets.UTF_8)).getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource + ", which is part of DMS", e);
    }
  }

  /**
   * What a style makes of a word.
   *
   * @param tags its tags, one or several
   * @param reason why there is none; empty if there is
   */
  public record Tagging(List<DimTag> tags, Optional<String> reason) {}

  /** A row for a class and mark, with what it has made of the lemmas so far. */
  private record Match(TagRow row, Map<String, String> codes, Map<String, List<DimTag>> known) {
    List<DimTag> tags(String lemma) {
      return known.computeIfAbsent(row.lexicalKey(lemma), key -> row.tags(codes, lemma));
    }
  }

  /** The tags of an entry, or why it has none. */
  public Tagging tags(DimEntry entry) {
    return tags(entry.lemma(), DimAnalysis.of(entry));
  }

  /** The tags of a form of a lemma, or why it has none. */
  public Tagging tags(String lemma, DimAnalysis analysis) {
    List<Match> fitting = matches(analysis);
    List<Match> taken = new ArrayList<>();
    for (Match match : fitting) {
      boolean first = taken.isEmpty() && match.row.hasLemma(lemma);
      if (first || (!taken.isEmpty() && match.row.continues(taken.get(0).row))) {
        taken.add(match);
      }
    }
    if (taken.isEmpty()) {
      return new Tagging(List.of(), Optional.of("mark that the table does not have"));
    }
    Optional<String> reason = taken.get(0).row.reason();
    return new Tagging(reason.isPresent() ? List.of() : tags(taken, lemma), reason);
  }

  private static List<DimTag> tags(List<Match> taken, String lemma) {
    return taken.size() == 1
        ? taken.get(0).tags(lemma)
        : taken.stream().flatMap(match -> match.tags(lemma).stream()).distinct().toList();
  }

  private List<Match> matches(DimAnalysis analysis) {
    return matches.computeIfAbsent(
        analysis, key -> rows.stream().flatMap(row -> match(row, key)).toList());
  }

  private static Stream<Match> match(TagRow row, DimAnalysis analysis) {
    return row.codes(analysis.wordClass(), analysis.mark()).stream()
        .map(codes -> new Match(row, codes, new ConcurrentHashMap<>()));
  }
}
