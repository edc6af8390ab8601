package dms.components.encoder;

import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What an encoder that never changes gave for a sentence, by the sentence's forms. */
final class EncodingCache {
  private final Map<List<String>, float[]> encodings = new ConcurrentHashMap<>();

  /** The sentence's numbers, computed where they are not known; not to be changed. */
  float[] get(Sentence sentence, Supplier<float[]> compute) {
    List<String> forms = sentence.tokens().stream().map(Token::form).toList();
    return encodings.computeIfAbsent(forms, unknown -> compute.get());
  }

  void clear() {
    encodings.clear();
  }
}
