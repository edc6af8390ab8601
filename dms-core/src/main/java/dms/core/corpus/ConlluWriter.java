package dms.core.corpus;

import dms.core.corpus.Sentence.Aside;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;

/**
 * Writes CoNLL-U with everything that {@link ConlluReader} read, so a valid file with LF line ends
 * comes out byte for byte. Sentences of other formats are written as {@link Sentence#toConllu()}
 * makes them.
 */
public final class ConlluWriter implements SentenceWriter {
  private final Writer out;

  /**
   * A writer on a stream, which it closes when it is closed.
   *
   * @param out where the UTF-8 goes
   */
  public ConlluWriter(OutputStream out) {
    this.out = Text.writer(out);
  }

  @Override
  public void write(Sentence sentence) throws IOException {
    Sentence conllu = sentence.toConllu();
    for (String comment : conllu.comments()) {
      out.write(comment);
      out.write('\n');
    }
    int next = 0;
    for (Aside aside : conllu.asides()) {
      next = writeTokens(conllu, next, aside.before());
      out.write(aside.line());
      out.write('\n');
    }
    writeTokens(conllu, next, conllu.size());
    out.write('\n');
  }

  private int writeTokens(Sentence sentence, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      Token token = sentence.tokens().get(i);
      out.write(Integer.toString(i + 1));
      for (int column = 0; column < Schema.CONLLU.size(); column++) {
        out.write('\t');
        out.write(token.raw(column));
      }
      out.write('\n');
    }
    return to;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
