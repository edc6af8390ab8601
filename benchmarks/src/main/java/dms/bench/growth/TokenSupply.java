package dms.bench.growth;

import dms.core.batch.BatchPlanner;
import dms.core.corpus.ConlluReader;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Sentences of the file, again and again, until they have that many tokens. */
  List<Sentence> sentencesOf(int tokens) {
    List<Sentence> taken = new ArrayList<>();
    long sum = 0;
    for (int i = 0; sum < tokens; i++) {
      Sentence sentence = sentences.get(i % sentences.size());
      taken.add(sentence);
      sum += sentence.size();
    }
    return taken;
  }

  /** Batches of sentences of the file within a budget of padded tokens. */
  List<List<Sentence>> batches(int tokens, int budget) {
    List<Sentence> taken = sentencesOf(tokens);
    int[] lengths = taken.stream().mapToInt(Sentence::size).toArray();
    return new BatchPlanner(budget, 256)
        .plan(lengths, 1).stream()
            .map(batch -> Arrays.stream(batch).mapToObj(taken::get).toList())
            .toList();
  }
}
