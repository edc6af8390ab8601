package dms.hub.format;

import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.hub.text.TextSentence;
import dms.hub.text.TextToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes sentences of CoNLL-U of what a splitter found in a text: with {@code sent_id}, {@code
 * text}, {@code newpar} where a paragraph begins, and {@code SpaceAfter=No} where no blank follows.
 * The sentences of one file are numbered from 1.
 */
final class SplitSentences {
  private static final Column SPACE_AFTER = Column.parse("misc.SpaceAfter");
  private static final Pattern EMPTY_LINE = Pattern.compile("\\n[^\\S\\n]*\\n");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private long count;

  /**
   * The sentences of a text.
   *
   * @param found what the splitter found in it, or a part of that from its beginning
   * @param opening comments of the first sentence
   */
  List<DocumentSentence> of(String text, List<TextSentence> found, List<String> opening) {
    List<DocumentSentence> sentences = new ArrayList<>();
    int end = 0;
    for (TextSentence place : found) {
      List<String> comments = new ArrayList<>();
      if (sentences.isEmpty()) {
        comments.addAll(opening);
      } else if (EMPTY_LINE.matcher(text.substring(end, place.begin())).find()) {
        comments.add("# newpar");
      }
      comments.add("# sent_id = " + ++count);
      comments.add("# text = " + inline(text.substring(place.begin(), place.end())));
      sentences.add(
          new DocumentSentence(
              Sentence.of(tokens(text, place)).withComments(comments), Optional.of(place)));
      end = place.end();
    }
    return sentences;
  }

  /** The text of a comment has no line ends, and blanks where the words have them. */
  private static String inline(String text) {
    return BLANKS.matcher(text).replaceAll(" ");
  }

  private static List<Token> tokens(String text, TextSentence place) {
    List<Token> tokens = new ArrayList<>();
    for (TextToken token : place.tokens()) {
      Token form = Token.ofForm(token.form());
      boolean glued = token.end() < text.length() && !isBlank(text.charAt(token.end()));
      tokens.add(glued ? form.with(SPACE_AFTER, "No") : form);
    }
    return tokens;
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
