package dms.train.eval.conll;

/**
 * A token's or sentence's part of {@link ConllTreebank#characters}.
 *
 * @param start index of its first character
 * @param end index after its last character
 * @param line where it begins in the file, counted from 1
 */
record Span(int start, int end, int line) {
  boolean coversSame(Span other) {
    return start == other.start && end == other.end;
  }
}
