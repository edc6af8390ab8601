package dms.train.eval;

import dms.core.corpus.Sentence;
import java.util.List;

/**
 * Whether a token that counts in the scores is right.
 *
 * @param sentence place of its sentence in the corpus, from 0
 * @param token its place in the sentence, from 0
 * @param known whether the training corpus has its form
 * @param right whether the prediction is the gold value
 */
public record TokenOutcome(int sentence, int token, boolean known, boolean right) {
  /** The form of the token. */
  public String form(List<Sentence> corpus) {
    return corpus.get(sentence).tokens().get(token).form();
  }
}
