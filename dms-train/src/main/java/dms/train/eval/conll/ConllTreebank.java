package dms.train.eval.conll;

import dms.core.corpus.CorpusFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A CoNLL-U file as it is scored: its characters without blanks, and what covers which of them. */
public final class ConllTreebank {
  private final String source;
  private final Trees trees;
  private final String characters;
  private final List<Span> tokens;
  private final List<Span> sentences;
  private final List<ConllWord> words;

  ConllTreebank(
      String source,
      Trees trees,
      String characters,
      List<Span> tokens,
      List<Span> sentences,
      List<ConllWord> words) {
    this.source = source;
    this.trees = trees;
    this.characters = characters;
    this.tokens = List.copyOf(tokens);
    this.sentences = List.copyOf(sentences);
    this.words = List.copyOf(words);
  }

  /**
   * Reads a file; what the shared task's script refuses is refused.
   *
   * @throws CorpusFormatException when it is not CoNLL-U, or a sentence is no tree and trees are
   *     scored
   * @throws java.nio.file.NoSuchFileException when there is no such file
   * @throws IOException when it cannot be read
   */
  public static ConllTreebank read(Path file, Trees trees) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return read(reader, file.toString(), trees);
    } catch (CharacterCodingException e) {
      throw CorpusFormatException.ofFile(
          file.toString(), "expected UTF-8, found bytes that are not");
    }
  }

  /**
   * The same of characters that are at hand.
   *
   * @param source names them in messages
   * @throws CorpusFormatException as {@link #read(Path, Trees)}
   * @throws IOException when reading fails
   */
  public static ConllTreebank read(Reader reader, String source, Trees trees) throws IOException {
    return new ConllTreebankReader(new BufferedReader(reader), source, trees).read();
  }

  /** The file as it was named to the reader. */
  public String source() {
    return source;
  }

  /** Whether its trees were read. */
  public Trees trees() {
    return trees;
  }

  /** All tokens' characters, one after the other, without blanks. */
  String characters() {
    return characters;
  }

  List<Span> tokens() {
    return tokens;
  }

  List<Span> sentences() {
    return sentences;
  }

  List<ConllWord> words() {
    return words;
  }
}
