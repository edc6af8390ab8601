package dms.bench;

import dms.components.config.TrainingCorpus;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The folder of an ELECTRA of ELECTRA-small's size (12 layers of 256, 32,105 pieces) for speed
 * alone: its weights stay as they are drawn, and its pieces are letters, the commonest forms and
 * the commonest endings of the data, so that words fall into pieces as they do in earnest.
 */
final class RandomElectra {
  private static final int PIECES = 32_105;
  private static final int WORDS = 16_000;
  private static final int LONGEST_ENDING = 4;
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
  private static final String CONFIG =
      """
      {"model_type": "electra", "vocab_size": %d, "embedding_size": 128, "hidden_size": 256,
       "num_hidden_layers": 12, "num_attention_heads": 4, "intermediate_size": 1024,
       "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1,
       "max_position_embeddings": 512, "type_vocab_size": 2}
      """;

  private RandomElectra() {}

  /**
   * Writes the folder, without weights: a model that is assembled draws its own.
   *
   * @throws IOException when it cannot be written
   */
  static Path write(Path folder, List<Sentence> sentences) throws IOException {
    Files.createDirectories(folder);
    List<String> pieces = pieces(new TrainingCorpus(sentences).counts(Column.FORM));
    Files.writeString(folder.resolve("vocab.txt"), String.join("\n", pieces) + "\n");
    Files.writeString(folder.resolve("config.json"), CONFIG.formatted(PIECES));
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}\n");
    Files.writeString(folder.resolve("model.safetensors"), "");
    return folder;
  }

  private static List<String> pieces(Map<String, Long> counts) {
    List<String> forms =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .filter(form -> form.codePoints().noneMatch(Character::isWhitespace))
            .toList();
    Set<String> pieces = new LinkedHashSet<>(SPECIAL);
    for (String form : forms) {
      form.codePoints()
          .mapToObj(Character::toString)
          .forEach(letter -> pieces.addAll(List.of(letter, "##" + letter)));
    }
    forms.stream().limit(WORDS).forEach(pieces::add);
    for (String form : forms) {
      for (int length = 2; length <= Math.min(LONGEST_ENDING, form.length() - 1); length++) {
        pieces.add("##" + form.substring(form.length() - length));
      }
    }
    List<String> kept = new ArrayList<>(pieces).subList(0, Math.min(PIECES, pieces.size()));
    List<String> all = new ArrayList<>(kept);
    for (int i = 0; all.size() < PIECES; i++) {
      all.add("[unused%d]".formatted(i));
    }
    return all;
  }
}
