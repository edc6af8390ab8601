package dms.train;

import dms.components.encoder.TreebankEncoder;
import dms.core.component.Component;
import dms.core.component.Decoder;
import dms.core.component.LimitedValues;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts what a component that is taken from another model does not know of the data that it is
 * trained on.
 */
final class UnknownValues {
  private static final int SHOWN = 5;

  private UnknownValues() {}

  /**
   * A warning, if there is something to warn of.
   *
   * @param sentences that the component is trained on
   */
  static Optional<String> of(Component component, List<Sentence> sentences) {
    if (component instanceof TreebankEncoder treebank) {
      return ofCorpora(treebank, sentences);
    }
    return component instanceof LimitedValues limited && component instanceof Decoder decoder
        ? ofGold(decoder.name(), decoder.column(), limited, sentences)
        : Optional.empty();
  }

  private static Optional<String> ofGold(
      String name, Column column, LimitedValues limited, List<Sentence> sentences) {
    int all = 0;
    int unknown = 0;
    Set<String> values = new TreeSet<>();
    for (Sentence sentence : sentences) {
      for (Token token : sentence.has(column) ? sentence.tokens() : List.<Token>of()) {
        Optional<String> value = token.value(column);
        if (value.isPresent()) {
          all++;
          if (!limited.canGive(token)) {
            unknown++;
            values.add(value.get());
          }
        }
      }
    }
    return unknown == 0
        ? Optional.empty()
        : Optional.of(
            "warning: decoders.%s: %d of %d gold values of column %s in the training data can never be its output, as it keeps those of the model that is fine-tuned: %d different ones, such as %s; name it in training.fresh to learn its values anew"
                .formatted(name, unknown, all, column, values.size(), some(values)));
  }

  private static Optional<String> ofCorpora(TreebankEncoder treebank, List<Sentence> sentences) {
    Set<String> corpora = new TreeSet<>();
    sentences.forEach(sentence -> sentence.corpus().ifPresent(corpora::add));
    corpora.removeIf(treebank::knows);
    return corpora.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "warning: encoders.%s: the model that is fine-tuned does not know the corpora %s, and shares one vector among all such; name it in training.fresh to learn theirs"
                .formatted(treebank.name(), some(corpora)));
  }

  private static List<String> some(Set<String> values) {
    return values.stream().limit(SHOWN).toList();
  }
}
