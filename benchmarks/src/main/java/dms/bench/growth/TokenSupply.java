package dms.bench.growth;

import dms.core.corpus.ConlluReader;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tokens of a corpus one after another, again and again, as sentences of any length. */
final class TokenSupply {
  private final List<Sentence> sentences;
  private final List<Token> tokens;
  private int next;

  /**
   * @param corpus a file of CoNLL-U
   */
  TokenSupply(Path corpus) throws IOException {
    try (ConlluReader reader = new ConlluReader(Files.newInputStream(corpus), corpus.toString())) {
      this.sentences = reader.stream().toList();
    }
    this.tokens = sentences.stream().flatMap(s -> s.tokens().stream()).toList();
  }

  /** The sentences as they stand in the file. */
  List<Sentence> sentences() {
    return sentences;
  }

  /** A sentence of the next tokens. */
  Sentence next(int length) {
    List<Token> taken = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      taken.add(tokens.get(next));
      next = (next + 1) % tokens.size();
    }
    return Sentence.of(taken);
  }

  /** Sentences of the next tokens. */
  List<Sentence> next(int size, int length) {
    List<Sentence> taken = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      taken.add(next(length));
    }
    return taken;
  }
}
