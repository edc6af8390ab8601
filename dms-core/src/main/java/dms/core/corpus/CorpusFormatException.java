package dms.core.corpus;

import dms.core.file.FaultyFileException;
import java.util.Optional;

/** A corpus is not written as its format demands; says where, what was expected and what came. */
public final class CorpusFormatException extends FaultyFileException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long line;
  private final String column;

  private CorpusFormatException(
      String file, long line, String column, String place, String problem) {
    super(file + (line == 0 ? "" : ":" + line) + ": " + place + problem);
    this.file = file;
    this.line = line;
    this.column = column;
  }

  /**
   * A fault of a whole file.
   *
   * @param file the file as it was named to the reader
   * @param problem what was expected, what came, what to do
   */
  public static CorpusFormatException ofFile(String file, String problem) {
    return new CorpusFormatException(file, 0, "", "", problem);
  }

  /**
   * A fault of a whole line.
   *
   * @param file the file as it was named to the reader
   * @param line the line, counted from 1
   * @param problem what was expected, what came, what to do
   */
  public static CorpusFormatException ofLine(String file, long line, String problem) {
    return new CorpusFormatException(file, line, "", "", problem);
  }

  /**
   * A fault of one column of a line.
   *
   * @param file the file as it was named to the reader
   * @param line the line, counted from 1
   * @param column the column's name, or its number counted from 1
   * @param problem what was expected, what came, what to do
   */
  public static CorpusFormatException ofColumn(
      String file, long line, String column, String problem) {
    return new CorpusFormatException(file, line, column, "column " + column + ": ", problem);
  }

  /** The file as it was named to the reader. */
  public String file() {
    return file;
  }

  /** The line, counted from 1; 0 when the whole file is at fault. */
  public long line() {
    return line;
  }

  /**
   * The column's name, or its number counted from 1; empty when a whole line or file is at fault.
   */
  public Optional<String> column() {
    return column.isEmpty() ? Optional.empty() : Optional.of(column);
  }
}
