package dms.bench.peer;

import dms.core.corpus.CorpusFormat;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The sentences that both sides work on. */
final class Corpora {
  private Corpora() {}

  /**
   * The first sentences of a corpus.
   *
   * @param tokens where to stop: at the first sentence with which there are as many
   */
  static List<Sentence> first(Path file, long tokens) throws IOException {
    List<Sentence> sentences = new ArrayList<>();
    try (SentenceReader reader = CorpusFormat.ofFile(file).reader(file)) {
      Iterator<Sentence> all = reader.stream().iterator();
      for (long read = 0; read < tokens && all.hasNext(); ) {
        Sentence sentence = all.next();
        if (sentence.size() > 0) {
          sentences.add(sentence);
          read += sentence.size();
        }
      }
    }
    return sentences;
  }

  /** Number of their tokens. */
  static long tokens(List<Sentence> sentences) {
    return sentences.stream().mapToLong(Sentence::size).sum();
  }
}
