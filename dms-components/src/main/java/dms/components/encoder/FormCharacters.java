package dms.components.encoder;

import dms.core.batch.Batch;
import dms.core.corpus.Sentence;
import dms.core.tensor.Ids;
import dms.core.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The characters of each distinct form of a batch. A form is encoded once, however often it occurs.
 *
 * @param forms the distinct forms in order of first occurrence
 * @param characters ids, shape (forms, chars), padded with the vocabulary's padding id
 * @param lengths number of characters of each form, at least 1
 * @param formOfToken number of the form of each token, shape (batch, tokens); 0 for padding
 */
public record FormCharacters(List<String> forms, Ids characters, int[] lengths, Ids formOfToken) {
  /**
   * Collects the forms of a batch.
   *
   * @param vocabulary of characters, with padding and unknown reserved
   * @param maxCharacters a longer form keeps its first and last characters, half each
   */
  public static FormCharacters of(Batch batch, Vocabulary vocabulary, int maxCharacters) {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> forms = new ArrayList<>();
    int[] formOfToken = new int[batch.size() * batch.maxTokens()];
    for (int s = 0; s < batch.size(); s++) {
      Sentence sentence = batch.sentences().get(s);
      for (int t = 0; t < batch.length(s); t++) {
        String form = sentence.tokens().get(t).form();
        Integer number = numbers.get(form);
        if (number == null) {
          number = forms.size();
          numbers.put(form, number);
          forms.add(form);
        }
        formOfToken[batch.position(s, t)] = number;
      }
    }
    return of(
        forms, new Ids(formOfToken, batch.size(), batch.maxTokens()), vocabulary, maxCharacters);
  }

  private static FormCharacters of(
      List<String> forms, Ids formOfToken, Vocabulary vocabulary, int maxCharacters) {
    int[][] rows = new int[forms.size()][];
    int longest = 0;
    for (int f = 0; f < rows.length; f++) {
      rows[f] = CharacterIds.of(forms.get(f), vocabulary, maxCharacters);
      longest = Math.max(longest, rows[f].length);
    }
    int padding = vocabulary.reserved(Vocabulary.PADDING);
    int[] ids = new int[rows.length * longest];
    Arrays.fill(ids, padding);
    int[] lengths = new int[rows.length];
    for (int f = 0; f < rows.length; f++) {
      System.arraycopy(rows[f], 0, ids, f * longest, rows[f].length);
      lengths[f] = rows[f].length;
    }
    return new FormCharacters(
        List.copyOf(forms), new Ids(ids, rows.length, longest), lengths, formOfToken);
  }

  /** Number of characters of the longest form. */
  public int maxCharacters() {
    return (int) characters.shape()[1];
  }
}
