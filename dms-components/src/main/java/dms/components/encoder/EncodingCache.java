package dms.components.encoder;

import dms.core.batch.Batch;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.core.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * What an encoder that never changes gave for a sentence, by the sentence's forms. It grows with a
 * training run, its evaluations included, and stays empty where a trained model is only used.
 */
final class EncodingCache {
  private final Map<List<String>, float[]> encodings = new ConcurrentHashMap<>();

  /**
   * The encodings of a batch, of which the unknown ones are computed.
   *
   * @param dim size of a token's encoding
   * @param compute numbers of a sentence, token by token; it sees no other sentence, so that its
   *     bits do not depend on the batch in which a sentence is first met
   * @return shape (batch, tokens, dim), 0 for padding
   */
  Tensor get(Batch batch, int dim, Function<Sentence, float[]> compute) {
    boolean kept = batch.mode().training() || !encodings.isEmpty();
    float[] all = new float[batch.size() * batch.maxTokens() * dim];
    for (int s = 0; s < batch.size(); s++) {
      Sentence sentence = batch.sentences().get(s);
      List<String> forms = sentence.tokens().stream().map(Token::form).toList();
      float[] known =
          kept
              ? encodings.computeIfAbsent(forms, unknown -> compute.apply(sentence))
              : compute.apply(sentence);
      System.arraycopy(known, 0, all, batch.position(s, 0) * dim, known.length);
    }
    return Tensors.of(all, batch.device(), batch.size(), batch.maxTokens(), dim);
  }

  /** Number of sentences that are kept. */
  int size() {
    return encodings.size();
  }

  void clear() {
    encodings.clear();
  }
}
