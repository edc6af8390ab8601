package dms.components.vectors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Vectors as text, one form a line: fastText's and word2vec's format, or n-hot vectors. */
final class TextVectors implements VectorSource {
  private static final Pattern HEADER = Pattern.compile("(\\d{1,18})[ \\t](\\d{1,9})[ \\t]*");
  private static final String VECTOR_BEGIN = ";[";

  private final VectorLines lines;
  private final boolean isNHot;
  private final OptionalLong count;
  private final int dim;
  private Optional<String> line;
  private long vectors;

  private TextVectors(VectorLines lines) throws IOException {
    this.lines = lines;
    String first =
        lines
            .next()
            .orElseThrow(
                () ->
                    new VectorFormatException(
                        lines.file().toString(), "expected vectors, found an empty file"));
    Matcher header = HEADER.matcher(first);
    if (header.matches()) {
      this.count = OptionalLong.of(Long.parseLong(header.group(1)));
      this.dim = Integer.parseInt(header.group(2));
      this.isNHot = false;
      this.line = lines.next();
    } else {
      this.count = OptionalLong.empty();
      this.isNHot = first.endsWith("]") && first.contains(VECTOR_BEGIN);
      this.dim = NumberList.count(first, endOfForm(first) + formGap(), end(first), separator());
      this.line = Optional.of(first);
    }
    if (dim == 0) {
      throw error("expected at least one number after the form, found none");
    }
  }

  static TextVectors open(Path file) throws IOException {
    VectorLines lines = new VectorLines(file);
    boolean opened = false;
    try {
      TextVectors vectors = new TextVectors(lines);
      opened = true;
      return vectors;
    } finally {
      if (!opened) {
        lines.close();
      }
    }
  }

  @Override
  public Path file() {
    return lines.file();
  }

  @Override
  public int dim() {
    return dim;
  }

  @Override
  public Optional<WordVector> read() throws IOException {
    if (line.isEmpty()) {
      requireCount();
      return Optional.empty();
    }
    WordVector vector = parse(line.get());
    vectors++;
    line = lines.next();
    return Optional.of(vector);
  }

  private void requireCount() throws VectorFormatException {
    if (vectors == 0) {
      throw error("expected vectors, found none");
    }
    if (count.isPresent() && count.getAsLong() != vectors) {
      throw error(
          "expected %d vectors, as the first line says, found %d; get the file anew"
              .formatted(count.getAsLong(), vectors));
    }
  }

  private WordVector parse(String text) throws VectorFormatException {
    int endOfForm = endOfForm(text);
    if (endOfForm == 0) {
      throw error("expected a form, found none before the numbers");
    }
    float[] values = new float[dim];
    int from = endOfForm + formGap();
    int end = end(text);
    int found = NumberList.count(text, from, end, separator());
    if (found != dim) {
      throw error("expected %d numbers, as in the lines before, found %d".formatted(dim, found));
    }
    try {
      NumberList.parse(text, from, end, separator(), values);
    } catch (NumberFormatException e) {
      throw error(e.getMessage());
    }
    return new WordVector(text.substring(0, endOfForm), values);
  }

  private int endOfForm(String text) throws VectorFormatException {
    if (isNHot) {
      int begin = text.lastIndexOf(VECTOR_BEGIN);
      if (begin < 0 || !text.endsWith("]")) {
        throw error("expected form;[0,1,…], found '%s'".formatted(shortened(text)));
      }
      return begin;
    }
    int begin = 0;
    while (begin < text.length() && !NumberList.isBlank(text.charAt(begin))) {
      begin++;
    }
    return begin;
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  /** Characters between form and numbers that belong to neither; a blank belongs to the numbers. */
  private int formGap() {
    return isNHot ? VECTOR_BEGIN.length() : 0;
  }

  private int end(String text) {
    return isNHot ? text.length() - 1 : text.length();
  }

  private char separator() {
    return isNHot ? ',' : ' ';
  }

  /** At the line at hand, or the last one at the end of the file. */
  private VectorFormatException error(String problem) {
    return VectorFormatException.ofLine(lines.file(), lines.number(), problem);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
