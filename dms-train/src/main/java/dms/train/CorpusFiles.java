package dms.train;

import dms.core.corpus.Column;
import dms.core.corpus.CorpusFormat;
import dms.core.corpus.SentenceReader;
import dms.core.corpus.TsvReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
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
   * @throws IllegalArgumentException when the extension is none of the known ones
   */
  public static SentenceReader reader(Path file, List<String> columns) throws IOException {
    CorpusFormat format = CorpusFormat.ofFile(file);
    if (format != CorpusFormat.TSV || columns.isEmpty()) {
      return format.reader(file);
    }
    return new TsvReader(
        new BufferedInputStream(Files.newInputStream(file)),
        file.toString(),
        columns.stream().map(Column::parse).toList());
  }
}
