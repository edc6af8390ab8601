package dms.train;

import dms.core.corpus.Column;
import dms.core.corpus.CorpusFormat;
import dms.core.corpus.CorpusFormatException;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import dms.core.corpus.TsvReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens corpora that hold gold values. */
public final class CorpusFiles {
  private CorpusFiles() {}

  /**
   * Opens a file by its extension.
   *
   * @param columns names of the columns of a .tsv file in order; empty if its first line names them
   * @throws IOException when it cannot be opened
   * @throws IllegalArgumentException when the extension is none of the known ones, or that of plain
   *     text, which holds no gold values
   */
  public static SentenceReader reader(Path file, List<String> columns) throws IOException {
    CorpusFormat format = CorpusFormat.ofFile(file);
    if (format == CorpusFormat.TEXT) {
      throw new IllegalArgumentException(
          file + ": plain text holds no gold values; give a .conllu, .conll or .tsv file");
    }
    if (format != CorpusFormat.TSV || columns.isEmpty()) {
      return format.reader(file);
    }
    return new TsvReader(
        CorpusFormat.open(file), file.toString(), columns.stream().map(Column::parse).toList());
  }

  /**
   * The same where a .tsv file may be a list of words.
   *
   * @param end what ends a sentence
   * @throws IllegalArgumentException also when a file other than .tsv is to be a list of words
   */
  static SentenceReader reader(Path file, List<String> columns, DataConfig.SentenceEnd end)
      throws IOException {
    if (end == DataConfig.SentenceEnd.EMPTY_LINE) {
      return reader(file, columns);
    }
    if (CorpusFormat.ofFile(file) != CorpusFormat.TSV) {
      throw new IllegalArgumentException(
          file + ": sentences = line is for lists of words; expected a .tsv file");
    }
    return TsvReader.ofWords(
        CorpusFormat.open(file), file.toString(), columns.stream().map(Column::parse).toList());
  }

  /**
   * All sentences of a file.
   *
   * @param columns names of the columns of a .tsv file in order; empty if its first line names them
   * @throws CorpusFormatException when it is damaged or holds no sentence
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException as {@link #reader}
   */
  public static List<Sentence> read(Path file, List<String> columns) throws IOException {
    try (SentenceReader reader = reader(file, columns)) {
      List<Sentence> sentences = reader.readAll();
      if (sentences.isEmpty()) {
        throw CorpusFormatException.ofFile(file.toString(), "expected sentences, found none");
      }
      return sentences;
    }
  }
}
