package dms.train.eval;

import dms.core.corpus.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * An evaluation with every token that counts in it: what a report on errors is made of.
 *
 * @param scores the counts
 * @param sentences the corpus
 * @param decoders each decoder as a user meets it, in the order of the model
 * @param views decoders looked at in other ways, such as {@code lemma (gold tags)}
 * @param all tokens that have a gold value for every decoder; right where every decoder is
 */
public record CorpusResults(
    Evaluation scores,
    List<Sentence> sentences,
    List<DecoderResults> decoders,
    List<DecoderResults> views,
    List<TokenOutcome> all) {
  /** Copies the lists. */
  public CorpusResults {
    sentences = List.copyOf(sentences);
    decoders = List.copyOf(decoders);
    views = List.copyOf(views);
    all = List.copyOf(all);
  }

  /** The number of tokens of the corpus, whether they count or not. */
  public long tokens() {
    return sentences.stream().mapToLong(Sentence::size).sum();
  }

  /**
   * Counts by sentence, for a bootstrap.
   *
   * @param outcomes of some decoder
   * @param counted which of them count
   * @return one count for each sentence of the corpus
   */
  public List<Accuracy> bySentence(
      Collection<TokenOutcome> outcomes, Predicate<TokenOutcome> counted) {
    Accuracy[] counts = new Accuracy[sentences.size()];
    Arrays.fill(counts, Accuracy.NONE);
    for (TokenOutcome outcome : outcomes) {
      if (counted.test(outcome)) {
        int sentence = outcome.sentence();
        counts[sentence] = counts[sentence].plus(outcome.right());
      }
    }
    return List.of(counts);
  }

  /**
   * Counts whole sentences: one is right where all of its tokens that count are.
   *
   * @param outcomes of some decoder
   * @return for each sentence of the corpus a count of one, or of none where no token counts
   */
  public List<Accuracy> wholeSentences(Collection<TokenOutcome> outcomes) {
    List<Accuracy> whole = new ArrayList<>();
    for (Accuracy tokens : bySentence(outcomes, outcome -> true)) {
      boolean right = tokens.correct() == tokens.total();
      whole.add(tokens.total() == 0 ? Accuracy.NONE : Accuracy.NONE.plus(right));
    }
    return whole;
  }
}
