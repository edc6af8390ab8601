package dms.components;

import dms.core.corpus.Column;
import dms.core.corpus.CorpusFormat;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import dms.core.corpus.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Sentences that models are tested with: the demo corpus and odd ones. */
public final class Sentences {
  private Sentences() {}

  /** The first sentences of the demo corpus. */
  public static List<Sentence> demo(int count) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("examples/demo/train.conllu"))) {
      folder = folder.getParent();
    }
    Path file = folder.resolve("examples/demo/train.conllu");
    List<Sentence> sentences = new ArrayList<>();
    try (SentenceReader reader = CorpusFormat.ofFile(file).reader(file)) {
      for (int i = 0; i < count; i++) {
        sentences.add(reader.read().orElseThrow());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(sentences);
  }

  /** What no training corpus prepares for; tags and lemmas are unseen, or missing. */
  public static List<Sentence> odd() {
    return List.of(
        Sentence.ofForms(List.of("!")),
        Sentence.ofForms(List.of("👩‍👩‍👧", "🏴‍☠️", "boat", "👍🏽")),
        Sentence.of(List.of(token("x".repeat(300), "NN", "x".repeat(300)), token("a", "ZZ", "a"))),
        Sentence.of(List.of(token("Zürich", "NNP", "Zürich"), token("Zu\u0308rich", "NNP", "Zu"))),
        Sentence.ofForms(List.of("10 000", "\u202eאבג", "\u0000", "�", "<unk>", "</s>", "<pad>")),
        Sentence.of(List.of(token("boats", "ZZ", "boat"), Token.ofForm("of"))));
  }

  /** Five demo sentences with the odd ones between them. */
  public static List<Sentence> mixed() {
    List<Sentence> mixed = new ArrayList<>(odd());
    mixed.addAll(2, demo(5));
    return List.copyOf(mixed);
  }

  /** A token with an XPOS tag, which stands as UPOS too, and a lemma. */
  public static Token token(String form, String tag, String lemma) {
    return Token.ofForm(form)
        .with(Column.XPOS, tag)
        .with(Column.UPOS, tag)
        .with(Column.LEMMA, lemma);
  }

  /** Forms of 1 to 12 characters from all over Unicode. */
  public static List<String> randomForms(int count, long seed) {
    Random random = new Random(seed);
    return Stream.generate(() -> randomForm(random))
        .flatMap(Optional::stream)
        .limit(count)
        .toList();
  }

  private static Optional<String> randomForm(Random random) {
    int[] limits = {0x80, 0x250, 0x3000, 0x10000, 0x20000};
    StringBuilder form = new StringBuilder();
    for (int length = 1 + random.nextInt(12); length > 0; length--) {
      form.appendCodePoint(random.nextInt(limits[random.nextInt(limits.length)]));
    }
    try {
      return Optional.of(Token.ofForm(form.toString()).form());
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }
}
