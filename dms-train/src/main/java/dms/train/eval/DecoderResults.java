package dms.train.eval;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a decoder made of every token that counts in its scores.
 *
 * @param name of the decoder, or of a view of it such as {@code lemma (gold tags)}
 * @param tellsUnseen whether the decoder knows which values it met in training, which those do that
 *     choose from a list of tags
 * @param tokens in the order of the corpus
 */
public record DecoderResults(String name, boolean tellsUnseen, List<TokenResult> tokens) {
  /** Copies the list. */
  public DecoderResults {
    tokens = List.copyOf(tokens);
  }

  /** Those that are wrong. */
  public List<TokenResult> errors() {
    return tokens.stream().filter(token -> !token.right()).toList();
  }

  /** The token of each result, and whether it is right. */
  public List<TokenOutcome> outcomes() {
    return tokens.stream().map(TokenResult::outcome).toList();
  }

  /** Whether the decoder said of each prediction how probable it is. */
  public boolean hasProbabilities() {
    return !tokens.isEmpty()
        && tokens.stream().allMatch(token -> token.predicted().probability().isPresent());
  }

  /** The gold values that occur. */
  public Set<String> goldValues() {
    return tokens.stream().map(TokenResult::gold).collect(Collectors.toSet());
  }
}
