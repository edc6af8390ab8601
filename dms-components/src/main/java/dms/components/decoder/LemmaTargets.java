package dms.components.decoder;

import java.util.List;
import java.util.Optional;

/**
 * The gold lemmas of a batch.
 *
 * @param ofPosition one for each position of (batch · tokens); empty for padding and for tokens
 *     without a lemma
 */
record LemmaTargets(List<Optional<LemmaTarget>> ofPosition) {
  Optional<LemmaTarget> at(int position) {
    return ofPosition.get(position);
  }

  /** Characters of all lemmas, their ends included. */
  long characters() {
    return ofPosition.stream()
        .flatMap(Optional::stream)
        .mapToLong(lemma -> lemma.characters().length)
        .sum();
  }
}
