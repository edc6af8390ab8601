package dms.train;

import dms.core.component.Decoder;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Column;
import dms.core.corpus.CorpusFormatException;
import dms.core.corpus.Sentence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which decoders of a model a file of gold values can score: those whose column it has, and where
 * its corpus is named, only those that are for it.
 *
 * @param decoders at least one, in the order of the model
 * @param leftOut the others, each with the reason, for a message
 */
public record ScoredDecoders(List<Decoder> decoders, List<String> leftOut) {
  /** Copies the lists. */
  public ScoredDecoders {
    decoders = List.copyOf(decoders);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Sorts the decoders of a model.
   *
   * @param scope which decoders are for which corpus
   * @param file where the sentences come from, for messages
   * @param sentences at least one, all with the same columns and of the same corpus
   * @throws CorpusFormatException when no decoder can be scored, saying of each why
   */
  public static ScoredDecoders of(
      EncodersDecoders model, CorpusScope scope, Path file, List<Sentence> sentences)
      throws CorpusFormatException {
    Sentence first = sentences.get(0);
    List<Decoder> decoders = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (Decoder decoder : model.decoders()) {
      if (!scope.covers(first, decoder.name())) {
        leftOut.add(
            "%s (not for the corpus %s)".formatted(decoder.name(), first.corpus().orElseThrow()));
      } else if (!first.has(decoder.column())) {
        leftOut.add("%s (%s has no column %s)".formatted(decoder.name(), file, decoder.column()));
      } else {
        decoders.add(decoder);
      }
    }
    if (decoders.isEmpty()) {
      throw CorpusFormatException.ofFile(
          file.toString(),
          "expected the column of a decoder, found %s; not scored: %s; give a file that has one"
              .formatted(first.schema(), String.join(", ", leftOut)));
    }
    return new ScoredDecoders(decoders, leftOut);
  }

  /** The names of those that are scored. */
  public Set<String> names() {
    return decoders.stream().map(Decoder::name).collect(Collectors.toSet());
  }

  /** The columns of those that are scored. */
  public List<Column> columns() {
    return decoders.stream().map(Decoder::column).toList();
  }
}
