package dms.core.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads plain text that is split already: one sentence a line, its tokens with blanks or tabs
 * between them. Lines without tokens are passed over. Only blank and tab part tokens, so a no-break
 * space inside one stays; a stretch of nothing but blanks of any kind is no token. The sentences
 * have the schema of CoNLL-U.
 */
public final class TextReader implements SentenceReader {
  private final LineReader lines;
  private final StringPool pool = new StringPool();

  /**
   * A reader of a stream, which it closes when it is closed.
   *
   * @param in the text in UTF-8
   * @param name the file's name for messages
   */
  public TextReader(InputStream in, String name) {
    this.lines = new LineReader(in, name);
  }

  @Override
  public Optional<Sentence> read() throws IOException {
    while (lines.next()) {
      List<Token> tokens = tokens();
      if (!tokens.isEmpty()) {
        return Optional.of(new Sentence(tokens, List.of(), List.of(), lines.file(), lines.line()));
      }
    }
    return Optional.empty();
  }

  private List<Token> tokens() {
    List<Token> tokens = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= lines.length(); i++) {
      if (i == lines.length() || lines.charAt(i) == ' ' || lines.charAt(i) == '\t') {
        String form = pool.get(lines.chars(), start, i);
        if (!Text.isBlank(form)) {
          tokens.add(Token.ofForm(form));
        }
        start = i + 1;
      }
    }
    return tokens;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
