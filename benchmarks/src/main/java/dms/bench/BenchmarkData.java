package dms.bench;

import dms.core.corpus.CorpusFormat;
import dms.core.corpus.Sentence;
import dms.core.corpus.SentenceReader;
import dms.core.corpus.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sentences that are measured with: of a treebank where {@code UD_TREEBANKS} names a folder of
 * them, else those of the project's demonstration, again and again.
 *
 * @param name what they are, in words
 * @param language {@code is} or {@code en}
 * @param sentences each once, with all columns
 */
public record BenchmarkData(String name, String language, List<Sentence> sentences) {
  /** Environment variable that names the folder of the treebanks. */
  public static final String TREEBANKS = "UD_TREEBANKS";

  private static final List<String> KNOWN =
      List.of("ud-icelandic-modern", "ud-icelandic-icepahc", "ud-english-ewt");
  private static final int SENTENCES_OF_PARAGRAPH = 5;

  /** Copies the list. */
  public BenchmarkData {
    sentences = List.copyOf(sentences);
  }

  /**
   * Those of this process.
   *
   * @throws IOException when a file is missing or damaged
   */
  public static BenchmarkData load() throws IOException {
    return of(Optional.ofNullable(System.getenv(TREEBANKS)).map(Path::of));
  }

  /**
   * Those of a folder of treebanks.
   *
   * @param treebanks empty for the project's demonstration
   * @throws IOException when a file is missing or damaged
   */
  public static BenchmarkData of(Optional<Path> treebanks) throws IOException {
    if (treebanks.isEmpty()) {
      Path file = ProjectFolder.resolve("examples/demo/train.conllu");
      return new BenchmarkData("the project's demonstration texts, repeated", "en", read(file));
    }
    for (String known : KNOWN) {
      Path file = treebanks.get().resolve(known).resolve("train.conllu");
      if (Files.exists(file)) {
        return new BenchmarkData(known, known.contains("english") ? "en" : "is", read(file));
      }
    }
    throw new NoSuchFileException(
        treebanks.get().toString(),
        null,
        "%s: expected a folder with train.conllu in one of %s".formatted(TREEBANKS, KNOWN));
  }

  private static List<Sentence> read(Path file) throws IOException {
    try (SentenceReader reader = CorpusFormat.CONLLU.reader(file)) {
      return reader.readAll();
    }
  }

  /** Sentences of so many tokens and a few more: the first ones, repeated where there are fewer. */
  public List<Sentence> ofTokens(int tokens) {
    List<Sentence> some = new ArrayList<>();
    for (int sum = 0; sum < tokens; ) {
      Sentence next = sentences.get(some.size() % sentences.size());
      some.add(next);
      sum += next.size();
    }
    return List.copyOf(some);
  }

  /** Sentences as running text, a few to a paragraph. */
  public static String rawText(List<Sentence> sentences) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sentences.size(); i++) {
      text.append(rawText(sentences.get(i)));
      text.append((i + 1) % SENTENCES_OF_PARAGRAPH == 0 ? "\n\n" : " ");
    }
    return text.toString();
  }

  private static String rawText(Sentence sentence) {
    return sentence
        .text()
        .orElseGet(
            () -> sentence.tokens().stream().map(Token::form).collect(Collectors.joining(" ")));
  }
}
