package dms.core.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A sentence of a corpus; immutable. Its tokens are the words. Multiword-token ranges and empty
 * nodes of CoNLL-U are not tokens, but are kept with their places, as comments are, so that writing
 * loses nothing.
 */
public final class Sentence {
  private final List<Token> tokens;
  private final List<String> comments;
  private final List<Aside> asides;
  private final String file;
  private final long line;
  private final Optional<String> corpus;

  /**
   * A line of CoNLL-U that is no word: a range or an empty node.
   *
   * @param before the number of words before the line
   * @param line the line, unchanged
   */
  record Aside(int before, String line) {}

  Sentence(List<Token> tokens, List<String> comments, List<Aside> asides, String file, long line) {
    this(tokens, comments, asides, file, line, Optional.empty());
  }

  private Sentence(
      List<Token> tokens,
      List<String> comments,
      List<Aside> asides,
      String file,
      long line,
      Optional<String> corpus) {
    this.tokens = List.copyOf(tokens);
    this.comments = List.copyOf(comments);
    this.asides = List.copyOf(asides);
    this.file = file;
    this.line = line;
    this.corpus = corpus;
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("expected a sentence of one token or more, found none");
    }
    Schema schema = tokens.get(0).schema();
    for (Token token : tokens) {
      if (!token.schema().equals(schema)) {
        throw new IllegalArgumentException(
            "expected all tokens to have %s, found %s".formatted(schema, token.schema()));
      }
    }
  }

  /**
   * A sentence that comes from no file.
   *
   * @param tokens one or more, all of the same schema
   * @throws IllegalArgumentException if they are otherwise
   */
  public static Sentence of(List<Token> tokens) {
    return new Sentence(tokens, List.of(), List.of(), "memory", 0);
  }

  /**
   * A sentence of CoNLL-U that comes from no file and has forms and nothing else.
   *
   * @param forms one or more words
   * @throws IllegalArgumentException if there are none, or one is blank or holds a tab or line end
   */
  public static Sentence ofForms(List<String> forms) {
    return of(forms.stream().map(Token::ofForm).toList());
  }

  /** The words in order; one or more. */
  public List<Token> tokens() {
    return tokens;
  }

  /** The number of tokens. */
  public int size() {
    return tokens.size();
  }

  /** The columns that all tokens have. */
  public Schema schema() {
    return tokens.get(0).schema();
  }

  /** The comment lines before the sentence, each with its {@code #}. */
  public List<String> comments() {
    return comments;
  }

  /** Where the sentence begins, for messages: file and line, as {@code dev.conllu:120}. */
  public String source() {
    return line == 0 ? file : file + ":" + line;
  }

  /**
   * The name of the corpus that it belongs to, where a model is trained on several; empty for a
   * sentence as it is read.
   */
  public Optional<String> corpus() {
    return corpus;
  }

  /** This sentence as one of the corpus of that name. */
  public Sentence inCorpus(String name) {
    return new Sentence(tokens, comments, asides, file, line, Optional.of(name));
  }

  /** Whether its tokens have a place for the column, all of its parts if it is joined. */
  public boolean has(Column column) {
    return column.parts().stream().allMatch(schema()::keeps);
  }

  /** This sentence with its forms and nothing else, and no value in that column. */
  public Sentence withoutValues(Column column) {
    Schema bare =
        Schema.ofTsv(
            Stream.concat(Stream.of(Column.FORM), column.parts().stream()).distinct().toList());
    String[] values = new String[bare.size()];
    Arrays.fill(values, bare.absentValue());
    List<Token> forms = new ArrayList<>();
    for (Token token : tokens) {
      values[bare.formIndex()] = token.form();
      forms.add(new Token(bare, values.clone()));
    }
    return withTokens(forms);
  }

  /** The sentence's name, from the comment {@code # sent_id = …}. */
  public Optional<String> id() {
    return comment("sent_id");
  }

  /** The text before it was split into words, from the comment {@code # text = …}. */
  public Optional<String> text() {
    return comment("text");
  }

  /** What stands after {@code # key =} in the first comment that has it. */
  private Optional<String> comment(String key) {
    for (String comment : comments) {
      String entry = comment.substring(1).strip();
      String rest = entry.startsWith(key) ? entry.substring(key.length()).strip() : "";
      if (rest.startsWith("=") && rest.length() > 1) {
        return Optional.of(rest.substring(1).strip());
      }
    }
    return Optional.empty();
  }

  /**
   * This sentence with other tokens in the same places.
   *
   * @param tokens as many as there are, all of the same schema
   * @throws IllegalArgumentException if they are otherwise
   */
  public Sentence withTokens(List<Token> tokens) {
    if (tokens.size() != size()) {
      throw new IllegalArgumentException(
          "%s: expected %d tokens, found %d".formatted(source(), size(), tokens.size()));
    }
    return new Sentence(tokens, comments, asides, file, line, corpus);
  }

  /**
   * This sentence with other comments.
   *
   * @param comments lines that begin with {@code #}
   * @throws IllegalArgumentException if one does not, or holds a line end
   */
  public Sentence withComments(List<String> comments) {
    for (String comment : comments) {
      Text.requireInline("comment", comment, true);
      if (!comment.startsWith("#")) {
        throw new IllegalArgumentException(
            "comment: expected a line that begins with #, found " + Text.quote(comment));
      }
    }
    return new Sentence(tokens, comments, asides, file, line, corpus);
  }

  /**
   * This sentence with room for columns that a TSV did not have; nothing changes where it has them.
   *
   * @param columns what the tokens must be able to hold; the parts of joined ones are added
   * @throws IllegalArgumentException if a CoNLL-U sentence cannot hold a column
   */
  public Sentence withColumns(List<Column> columns) {
    Schema wider = schema().extendedBy(columns);
    return wider.equals(schema())
        ? this
        : withTokens(tokens.stream().map(token -> token.extendedTo(wider)).toList());
  }

  /**
   * This sentence with the columns of CoNLL-U; TSV columns named {@code misc.KEY} become keys of
   * MISC.
   *
   * @throws IllegalArgumentException if a TSV column has no place in CoNLL-U; the message says how
   *     to name it
   */
  public Sentence toConllu() {
    return schema().equals(Schema.CONLLU)
        ? this
        : withTokens(tokens.stream().map(Token::toConllu).toList());
  }

  /** Ranges and empty nodes in the order of the file. */
  List<Aside> asides() {
    return asides;
  }

  @Override
  public String toString() {
    return source() + " " + tokens.stream().map(Token::form).toList();
  }
}
