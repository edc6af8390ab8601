package dms.train;

import dms.components.setting.Checks;
import dms.components.setting.Setting;
import dms.core.corpus.Column;
import dms.core.corpus.CorpusFormatException;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The corpora of a run. */
public record DataConfig(
    @Setting(doc = "files to train on; .conllu, .conll or .tsv") List<Path> train,
    @Setting(doc = "files that epochs are compared on; never the test set") List<Path> dev,
    @Setting(
            doc = "columns of .tsv files in order; empty if their first line names them",
            orElse = "[]")
        List<String> columns) {
  /** Checks that there is a file of each. */
  public DataConfig {
    Checks.notEmpty("train", train);
    Checks.notEmpty("dev", dev);
    columns.forEach(Column::parse);
  }

  /**
   * All sentences of some of the files.
   *
   * @throws IOException when a file cannot be read or is damaged
   */
  public List<Sentence> read(List<Path> files) throws IOException {
    List<Sentence> sentences = new ArrayList<>();
    for (Path file : files) {
      try (SentenceReader reader = CorpusFiles.reader(file, columns)) {
        sentences.addAll(reader.readAll());
      }
    }
    if (sentences.isEmpty()) {
      throw CorpusFormatException.ofFile(files.toString(), "expected sentences, found none");
    }
    return List.copyOf(sentences);
  }
}
