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
import java.util.Map;
import java.util.stream.Stream;

/** What is trained on: files, or several corpora of files. */
public record DataConfig(
    @Setting(doc = "files to train on; .conllu, .conll or .tsv", orElse = "[]") List<Path> train,
    @Setting(doc = "files that epochs are compared on; never the test set", orElse = "[]")
        List<Path> dev,
    @Setting(
            doc = "columns of .tsv files in order; empty if their first line names them",
            orElse = "[]")
        List<String> columns,
    @Setting(
            doc =
                "what ends a sentence of a .tsv file: empty-line, or line where each line is a word without a sentence",
            orElse = "empty-line")
        SentenceEnd sentences,
    @Setting(
            doc = "several corpora by name, instead of train, dev and columns; see there",
            orElse = "{}")
        Map<String, CorpusConfig> corpora,
    @Setting(
            doc =
                "how evenly corpora are sampled: an epoch has sentences in proportion to size^(1/temperature); 1 takes each once",
            orElse = "1.0")
        double temperature) {

  /** What ends a sentence of a TSV file. */
  public enum SentenceEnd {
    /** An empty line. */
    EMPTY_LINE,
    /** The end of the line: a list of words. */
    LINE
  }

  /** Checks that the settings go together; whether there are files is the run's to check. */
  public DataConfig {
    columns.forEach(Column::parse);
    if (!corpora.isEmpty() && Stream.of(train, dev, columns).anyMatch(list -> !list.isEmpty())) {
      throw new IllegalArgumentException(
          "corpora: expected no train, dev and columns beside it; give the files a corpus of their own");
    }
    Checks.positive("temperature", temperature);
    if (temperature != 1 && corpora.size() < 2) {
      throw new IllegalArgumentException(
          "temperature: expected 1, its default, since there are not several corpora, found "
              + temperature);
    }
  }

  /** Every file to train on. */
  public List<Path> allTrain() {
    return Stream.concat(
            train.stream(), corpora.values().stream().flatMap(corpus -> corpus.train().stream()))
        .toList();
  }

  /** Every file that epochs are compared on. */
  public List<Path> allDev() {
    return Stream.concat(
            dev.stream(), corpora.values().stream().flatMap(corpus -> corpus.dev().stream()))
        .toList();
  }

  /**
   * All sentences of some of the files.
   *
   * @throws IOException when a file cannot be read, is damaged or holds no sentence
   */
  public List<Sentence> read(List<Path> files) throws IOException {
    return read(files, columns);
  }

  /** The sentences to train on, those of a named corpus with its name. */
  List<Sentence> readTrain() throws IOException {
    List<Sentence> sentences = new ArrayList<>();
    if (!train.isEmpty()) {
      sentences.addAll(read(train));
    }
    for (var corpus : corpora.entrySet()) {
      sentences.addAll(read(corpus.getKey(), corpus.getValue().train()));
    }
    return List.copyOf(sentences);
  }

  /** The sentences that epochs are compared on, those of a named corpus with its name. */
  List<Sentence> readDev() throws IOException {
    List<Sentence> sentences = new ArrayList<>();
    if (!dev.isEmpty()) {
      sentences.addAll(read(dev));
    }
    for (var corpus : corpora.entrySet()) {
      if (!corpus.getValue().dev().isEmpty()) {
        sentences.addAll(read(corpus.getKey(), corpus.getValue().dev()));
      }
    }
    return List.copyOf(sentences);
  }

  private List<Sentence> read(String corpus, List<Path> files) throws IOException {
    return read(files, corpora.get(corpus).columns()).stream()
        .map(sentence -> sentence.inCorpus(corpus))
        .toList();
  }

  private List<Sentence> read(List<Path> files, List<String> names) throws IOException {
    List<Sentence> read = new ArrayList<>();
    for (Path file : files) {
      try (SentenceReader reader = CorpusFiles.reader(file, names, sentences)) {
        List<Sentence> all = reader.readAll();
        if (all.isEmpty()) {
          throw CorpusFormatException.ofFile(file.toString(), "expected sentences, found none");
        }
        read.addAll(all);
      }
    }
    return List.copyOf(read);
  }
}
