package dms.train.eval.conll;

import dms.core.corpus.CorpusFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads CoNLL-U with the rules of the shared task's script, which are looser than the format's: it
 * passes over empty nodes, and does not look at the IDs within a multiword token.
 */
final class ConllTreebankReader {
  private static final int COLUMNS = 10;
  private static final int ID = 0;
  private static final int FORM = 1;
  private static final int HEAD = 6;

  /** What the script's language takes for a whole number. */
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d+(_\\d+)*");

  /** No file has as many words, and twice as many are still an int. */
  private static final BigInteger LIMIT = BigInteger.valueOf(1_000_000_000);

  private final BufferedReader in;
  private final String source;
  private final Trees trees;
  private final StringBuilder characters = new StringBuilder();
  private final List<Span> tokens = new ArrayList<>();
  private final List<Span> sentences = new ArrayList<>();
  private final List<ConllWord> words = new ArrayList<>();
  private int lineNumber;

  ConllTreebankReader(BufferedReader in, String source, Trees trees) {
    this.in = in;
    this.source = source;
    this.trees = trees;
  }

  ConllTreebank read() throws IOException {
    for (String line = nextLine(); line != null; line = nextLine()) {
      if (!line.startsWith("#")) {
        readSentence(line);
      }
    }
    return new ConllTreebank(source, trees, characters.toString(), tokens, sentences, words);
  }

  private String nextLine() throws IOException {
    lineNumber++;
    return in.readLine();
  }

  private void readSentence(String first) throws IOException {
    int firstLine = lineNumber;
    int start = characters.length();
    int firstWord = words.size();
    String line = first;
    for (; line != null && !line.isEmpty(); line = nextLine()) {
      readToken(columns(line), firstWord);
    }
    if (line == null) {
      throw fault("expected an empty line after the last sentence, found the end of the file");
    }
    if (words.size() == firstWord) {
      throw fault("expected a sentence before this empty line, found no words");
    }
    if (trees == Trees.SCORED) {
      requireTree(firstWord);
    }
    sentences.add(new Span(start, characters.length(), firstLine));
  }

  private void readToken(String[] columns, int firstWord) throws IOException {
    if (columns[ID].contains(".")) {
      return;
    }
    String form = withoutBlanks(columns[FORM]);
    if (form.isEmpty()) {
      throw fault("expected a FORM, found none");
    }
    Span span = new Span(characters.length(), characters.length() + form.length(), lineNumber);
    characters.append(form);
    tokens.add(span);
    if (columns[ID].contains("-")) {
      readParts(rangeSize(columns[ID]), span, firstWord);
      return;
    }
    int expected = words.size() - firstWord + 1;
    if (number(columns[ID]).orElse(0) != expected) {
      throw fault("expected ID " + expected + ", found " + columns[ID]);
    }
    columns[FORM] = form;
    words.add(ConllWord.of(columns, span, false, parent(columns[HEAD], firstWord)));
  }

  private void readParts(int count, Span token, int firstWord) throws IOException {
    for (int found = 0; found < count; ) {
      String line = nextLine();
      if (line == null || line.isEmpty()) {
        throw fault(
            "expected " + count + " words in the multiword token, found " + found + " and its end");
      }
      String[] columns = columns(line);
      if (!columns[ID].contains(".")) {
        words.add(ConllWord.of(columns, token, true, parent(columns[HEAD], firstWord)));
        found++;
      }
    }
  }

  private String[] columns(String line) throws CorpusFormatException {
    String[] columns = line.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw fault("expected 10 columns with a tab between them, found " + columns.length);
    }
    return columns;
  }

  private int rangeSize(String id) throws CorpusFormatException {
    String[] ends = id.split("-", -1);
    if (ends.length == 2) {
      Optional<Integer> first = number(ends[0]);
      Optional<Integer> last = number(ends[1]);
      if (first.isPresent() && last.isPresent()) {
        return last.get() - first.get() + 1;
      }
    }
    throw fault("expected a range as ID, such as 3-4, found " + id);
  }

  private int parent(String head, int firstWord) throws CorpusFormatException {
    if (trees == Trees.IGNORED) {
      return ConllWord.ROOT;
    }
    int number =
        number(head)
            .orElseThrow(
                () ->
                    fault(
                        "expected a number as HEAD, found "
                            + head
                            + "; a file without trees can be scored without them"));
    if (number < 0) {
      throw fault("expected a HEAD of at least 0, found " + head);
    }
    return number == 0 ? ConllWord.ROOT : firstWord + number - 1;
  }

  private static Optional<Integer> number(String text) {
    String stripped = text.strip();
    if (!WHOLE_NUMBER.matcher(stripped).matches()) {
      return Optional.empty();
    }
    BigInteger number = new BigInteger(stripped.replace("_", ""));
    return Optional.of(number.max(LIMIT.negate()).min(LIMIT).intValue());
  }

  private static String withoutBlanks(String form) {
    if (form.codePoints().noneMatch(ConllTreebankReader::isBlank)) {
      return form;
    }
    return form.codePoints()
        .filter(character -> !isBlank(character))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isBlank(int character) {
    return Character.getType(character) == Character.SPACE_SEPARATOR;
  }

  /** One root, heads within the sentence, no circle. */
  private void requireTree(int firstWord) throws CorpusFormatException {
    int roots = 0;
    for (ConllWord word : words.subList(firstWord, words.size())) {
      if (word.parent() >= words.size()) {
        throw fault(
            "the sentence before this line has "
                + (words.size() - firstWord)
                + " words and a HEAD of "
                + (word.parent() - firstWord + 1));
      }
      roots += word.parent() == ConllWord.ROOT ? 1 : 0;
    }
    requireNoCircle(firstWord);
    if (roots != 1) {
      throw fault("expected one root in the sentence before this line, found " + roots);
    }
  }

  private void requireNoCircle(int firstWord) throws CorpusFormatException {
    int[] visits = new int[words.size() - firstWord];
    for (int start = firstWord; start < words.size(); start++) {
      int visit = start - firstWord + 1;
      int word = start;
      while (word != ConllWord.ROOT && visits[word - firstWord] == 0) {
        visits[word - firstWord] = visit;
        word = words.get(word).parent();
      }
      if (word != ConllWord.ROOT && visits[word - firstWord] == visit) {
        throw fault(
            "the heads of the sentence before this line form a circle through word "
                + (word - firstWord + 1));
      }
    }
  }

  private CorpusFormatException fault(String problem) {
    return CorpusFormatException.ofLine(source, lineNumber, problem);
  }
}
