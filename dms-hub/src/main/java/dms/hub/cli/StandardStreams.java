package dms.hub.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;

/**
 * The streams of a process as bytes. {@link System#out} would recode text and keep errors to
 * itself.
 *
 * @param in standard input
 * @param out standard output
 * @param outIsTerminal whether someone watches the standard output, so that a table keeps its width
 * @param errIsTerminal whether someone watches the standard error, so that a line can be redrawn
 */
record StandardStreams(
    InputStream in, OutputStream out, boolean outIsTerminal, boolean errIsTerminal) {
  /** Those of this process. */
  static StandardStreams ofProcess() {
    return new StandardStreams(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        Terminal.showsStandardOutput(),
        Terminal.showsStandardError());
  }

  /** Standard output for one writer, who may close it: that flushes but leaves it open. */
  OutputStream output() {
    return new UnclosedOutput(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          super.write(bytes, offset, length);
        } catch (IOException e) {
          throw closedPipe(e);
        }
      }

      @Override
      public void flush() throws IOException {
        try {
          super.flush();
        } catch (IOException e) {
          throw closedPipe(e);
        }
      }
    };
  }

  /** The reader of a pipe has gone. */
  static final class ClosedPipeException extends IOException {
    private static final long serialVersionUID = 1L;

    private ClosedPipeException(IOException cause) {
      super(cause);
    }
  }

  private static IOException closedPipe(IOException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("pipe") ? new ClosedPipeException(failure) : failure;
  }
}
