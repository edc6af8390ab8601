package dms.train;

import dms.components.setting.Checks;
import dms.components.setting.Setting;
import dms.core.corpus.Column;
import java.nio.file.Path;
import java.util.List;

/** One of several corpora that a run is trained on together. */
public record CorpusConfig(
    @Setting(doc = "files to train on; .conllu, .conll or .tsv") List<Path> train,
    @Setting(doc = "files that epochs are compared on; never the test set", orElse = "[]")
        List<Path> dev,
    @Setting(
            doc = "columns of .tsv files in order; empty if their first line names them",
            orElse = "[]")
        List<String> columns,
    @Setting(
            doc =
                "decoders that learn from it and are scored on it; empty for all whose column it has",
            orElse = "[]")
        List<String> decoders) {
  /** Checks that there is a file to train on. */
  public CorpusConfig {
    Checks.notEmpty("train", train);
    columns.forEach(Column::parse);
  }
}
