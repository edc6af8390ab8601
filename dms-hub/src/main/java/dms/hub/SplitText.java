package dms.hub;

import dms.core.component.Prediction;
import dms.core.corpus.Sentence;
import dms.hub.text.TextSplitter;
import dms.hub.text.TextToken;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A text and its sentences.
 *
 * @param text the whole of it
 * @param sentences in order; one without tokens is allowed
 */
record SplitText(String text, List<Place> sentences) {
  /**
   * Where a sentence stands, and its tokens; unlike one that a splitter finds, it may have none.
   */
  record Place(int begin, int end, List<TextToken> tokens) {}

  /** A text and what a splitter found in it. */
  static SplitText of(String text, TextSplitter splitter) {
    return new SplitText(
        text,
        splitter.split(text).stream().map(s -> new Place(s.begin(), s.end(), s.tokens())).toList());
  }

  /** What a form shows the model in place of a character that no corpus can hold. */
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * A text made of the words of sentences, with a blank between words and a line end between
   * sentences.
   *
   * @throws IllegalArgumentException when a sentence or word is missing or a word is blank, naming
   *     which
   */
  static SplitText ofTokens(List<List<String>> sentences) {
    StringBuilder text = new StringBuilder();
    List<Place> split = new ArrayList<>();
    for (int s = 0; s < sentences.size(); s++) {
      text.append(s == 0 ? "" : "\n");
      split.add(sentence(sentences.get(s), s, text));
    }
    return new SplitText(text.toString(), split);
  }

  private static Place sentence(List<String> forms, int number, StringBuilder text) {
    if (forms == null) {
      throw new IllegalArgumentException(
          "sentence %d: expected words, found null".formatted(number));
    }
    int begin = text.length();
    List<TextToken> tokens = new ArrayList<>();
    for (int t = 0; t < forms.size(); t++) {
      String form = forms.get(t);
      if (form == null || isBlank(form)) {
        throw new IllegalArgumentException(
            "sentence %d, token %d: expected a word, found %s; give every token a form (both count from 0)"
                .formatted(number, t, form == null ? "null" : "a blank one"));
      }
      text.append(t == 0 ? "" : " ");
      tokens.add(new TextToken(text.length(), text.length() + form.length(), form));
      text.append(form);
    }
    return new Place(begin, text.length(), tokens);
  }

  private static boolean isBlank(String form) {
    return form.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  /** The sentences that have tokens, as the model reads them. */
  List<Sentence> forModel() {
    return sentences.stream()
        .map(Place::tokens)
        .filter(tokens -> !tokens.isEmpty())
        .map(tokens -> Sentence.ofForms(tokens.stream().map(t -> readable(t.form())).toList()))
        .toList();
  }

  /**
   * The form as a corpus can hold it: without tabs, line ends and halves of surrogate pairs, and
   * not blank.
   */
  static String readable(String form) {
    StringBuilder readable = new StringBuilder(form.length());
    form.codePoints()
        .map(c -> isUnreadable(c) ? REPLACEMENT : c)
        .forEach(readable::appendCodePoint);
    return isBlank(form) ? String.valueOf(REPLACEMENT) : readable.toString();
  }

  private static boolean isUnreadable(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.getType(c) == Character.SURROGATE;
  }

  /**
   * What the model says of it.
   *
   * @param predictions of the sentences that have tokens, in order; as many are taken
   */
  Analysis analysis(
      ColumnPredictions columns, Iterator<Map<String, List<Prediction>>> predictions) {
    List<AnalyzedSentence> analyzed = new ArrayList<>();
    for (Place sentence : sentences) {
      List<TextToken> tokens = sentence.tokens();
      List<AnalyzedToken> ofTokens = new ArrayList<>();
      if (!tokens.isEmpty()) {
        List<Map<String, Prediction>> values = columns.byColumn(predictions.next(), tokens.size());
        for (int t = 0; t < tokens.size(); t++) {
          TextToken token = tokens.get(t);
          ofTokens.add(new AnalyzedToken(token.begin(), token.end(), token.form(), values.get(t)));
        }
      }
      String covered = text.substring(sentence.begin(), sentence.end());
      analyzed.add(new AnalyzedSentence(sentence.begin(), sentence.end(), covered, ofTokens));
    }
    return new Analysis(analyzed);
  }
}
