package dms.core.corpus;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The lines of a UTF-8 stream, one at a time in a buffer that is used again. Each line is decoded
 * by itself, so malformed bytes are reported with their line. LF and CRLF end a line; a byte order
 * mark at the start is passed over.
 */
public final class LineReader implements Closeable {
  static final int MAX_LINE_BYTES = 1 << 24;

  /** Bounds what a file without empty lines can take of memory. */
  static final int MAX_SENTENCE_LINES = 1_000_000;

  /** How many times as long as others a part without blanks is before it is cut. */
  private static final long BLANKLESS_PARTS = 16;

  private static final int MARK_BYTES = 3;
  private static final int BLOCK_BYTES = 1 << 16;

  private final InputStream in;
  private final String file;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final byte[] block = new byte[BLOCK_BYTES];
  private int blockStart;
  private int blockEnd;
  private byte[] bytes = new byte[1024];
  private int byteCount;
  private CharBuffer chars = CharBuffer.allocate(1024);
  private int length;
  private long line;

  /** Whether the last part was not the end of its line, and what of the line was before it. */
  private boolean inLine;

  private long bytesBefore;
  private long charsBefore;
  private String unusable = "";

  /**
   * A reader of a stream.
   *
   * @param in UTF-8; closed with the reader
   * @param file the file's name for messages
   */
  public LineReader(InputStream in, String file) {
    this.in = in;
    this.file = file;
  }

  /**
   * Goes to the next line.
   *
   * @return false at the end of the stream
   * @throws CorpusFormatException if the line is not UTF-8, too long or ended by a lone CR
   * @throws IOException if reading fails
   */
  public boolean next() throws IOException {
    return next(Integer.MAX_VALUE);
  }

  /**
   * Goes to the next part of a line, for who can do with less than a line: all of a line that has
   * no more bytes than that, else as much as ends behind a blank; where none comes soon, between
   * two characters. {@link #endsLine()} tells whether the line goes on.
   *
   * @param bytes from which on a part ends at the next blank
   * @return false at the end of the stream
   * @throws CorpusFormatException if the part is not UTF-8 or holds a lone CR
   * @throws IOException if reading fails
   */
  public boolean nextPart(int bytes) throws IOException {
    return next(bytes);
  }

  /** Whether what was read last is the end of its line. */
  public boolean endsLine() {
    return !inLine;
  }

  private boolean next(int partBytes) throws IOException {
    if (!unusable.isEmpty()) {
      throw new IllegalStateException(file + ": the reader " + unusable + "; open a new one");
    }
    bytesBefore = inLine ? bytesBefore + byteCount : 0;
    charsBefore = inLine ? charsBefore + length : 0;
    line += inLine ? 0 : 1;
    unusable = "failed at line " + line;
    byteCount = 0;
    boolean rest = inLine;
    inLine = false;
    boolean terminated = gather(partBytes);
    int from = line == 1 && !rest && startsWithMark() ? MARK_BYTES : 0;
    boolean found = terminated || byteCount > from;
    if (found) {
      boolean crlf = terminated && byteCount > from && bytes[byteCount - 1] == '\r';
      decode(from, crlf ? byteCount - 1 : byteCount);
      requireNoCarriageReturn();
    } else {
      line -= rest ? 0 : 1;
    }
    unusable = "";
    return found;
  }

  /**
   * Collects the bytes up to LF, the end of a part or that of the stream; whether there was an LF.
   */
  private boolean gather(int partBytes) throws IOException {
    while (true) {
      int end = blockStart;
      while (end < blockEnd && block[end] != '\n' && !inLine) {
        inLine = endsPart(end, partBytes);
        end += inLine ? 0 : 1;
      }
      append(end);
      if (inLine) {
        blockStart = end;
        return false;
      }
      if (end < blockEnd) {
        blockStart = end + 1;
        return true;
      }
      blockStart = 0;
      blockEnd = Math.max(0, fill());
      if (blockEnd == 0) {
        return false;
      }
    }
  }

  /** Whether a part ends before the byte at that place of the block. */
  private boolean endsPart(int end, int partBytes) {
    long size = byteCount + (long) end - blockStart;
    if (size < partBytes) {
      return false;
    }
    byte last = end > blockStart ? block[end - 1] : bytes[byteCount - 1];
    boolean beginsCharacter = (block[end] & 0xC0) != 0x80;
    return last == ' ' || last == '\t' || (beginsCharacter && size >= BLANKLESS_PARTS * partBytes);
  }

  private int fill() throws IOException {
    try {
      return in.read(block, 0, BLOCK_BYTES);
    } catch (EOFException | ZipException e) {
      throw error(
          "expected whole gzip data, found them damaged or cut off (%s); get the file again"
              .formatted(e.getMessage()));
    }
  }

  private void append(int end) throws CorpusFormatException {
    int count = end - blockStart;
    if (byteCount + count > MAX_LINE_BYTES) {
      throw error(
          "expected a line of at most %d bytes, found a longer one; end lines with LF"
              .formatted(MAX_LINE_BYTES));
    }
    if (byteCount + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, byteCount + count));
    }
    System.arraycopy(block, blockStart, bytes, byteCount, count);
    byteCount += count;
  }

  private boolean startsWithMark() {
    return byteCount >= MARK_BYTES
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  private void decode(int from, int to) throws CorpusFormatException {
    if (to - from > chars.capacity()) {
      chars = CharBuffer.allocate(Math.max(2 * chars.capacity(), to - from));
    }
    chars.clear();
    ByteBuffer encoded = ByteBuffer.wrap(bytes, from, to - from);
    decoder.reset();
    CoderResult result = decoder.decode(encoded, chars, true);
    if (result.isError()) {
      throw error(
          "expected UTF-8, found the byte 0x%02X at byte %d of the line; convert the file to UTF-8"
              .formatted(bytes[encoded.position()], bytesBefore + encoded.position() + 1));
    }
    decoder.flush(chars);
    length = chars.position();
  }

  private void requireNoCarriageReturn() throws CorpusFormatException {
    for (int i = 0; i < length; i++) {
      if (charAt(i) == '\r') {
        throw error(
            "expected line ends LF or CRLF, found a carriage return without LF at character %d; "
                    .formatted(charsBefore + i + 1)
                + "convert the line ends to LF");
      }
    }
  }

  /** The characters of the line, {@link #length()} of them; valid until {@link #next()}. */
  char[] chars() {
    return chars.array();
  }

  char charAt(int index) {
    return chars.array()[index];
  }

  int length() {
    return length;
  }

  /** A part of the line as a string. */
  String text(int from, int to) {
    return new String(chars.array(), from, to - from);
  }

  /** The whole line as a string. */
  public String text() {
    return text(0, length);
  }

  /** Whether the line holds nothing but blanks and tabs, or nothing at all. */
  boolean isBlank() {
    return Text.isBlank(text().replace('\t', ' '));
  }

  /** The number of the line, counted from 1. */
  public long line() {
    return line;
  }

  String file() {
    return file;
  }

  /** Refuses a sentence from the first line to this one if it is longer than any real one. */
  void requireSentenceLength(long firstLine) throws CorpusFormatException {
    if (line - firstLine >= MAX_SENTENCE_LINES) {
      throw error(
          "expected a sentence of at most %d lines, found a longer one; end each with an empty line"
              .formatted(MAX_SENTENCE_LINES));
    }
  }

  /** A fault of this line; the reader is not to be used after it. */
  public CorpusFormatException error(String problem) {
    return errorAt(line, problem);
  }

  /** A fault that began at an earlier line. */
  CorpusFormatException errorAt(long earlier, String problem) {
    unusable = "failed at line " + earlier;
    return CorpusFormatException.ofLine(file, earlier, problem);
  }

  /** A fault in one column of this line. */
  CorpusFormatException columnError(String column, String problem) {
    unusable = "failed at line " + line;
    return CorpusFormatException.ofColumn(file, line, column, problem);
  }

  /** What to throw for a line of nothing but blanks. */
  CorpusFormatException blankLineError() {
    return error(
        "expected an empty line, found one of blanks or tabs (%s); remove them"
            .formatted(Text.quote(text())));
  }

  @Override
  public void close() throws IOException {
    unusable = "is closed";
    in.close();
  }
}
