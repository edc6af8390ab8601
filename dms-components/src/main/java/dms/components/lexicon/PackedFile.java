package dms.components.lexicon;

import dms.core.file.DurableFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** A file that is there whole or not at all, packed with gzip if its name ends with .gz. */
final class PackedFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private PackedFile() {}

  /** What is to stand in the file. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  static void write(Path file, Content content) throws IOException {
    boolean packed = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    DurableFile.write(
        file,
        channel -> {
          // The channel stays open, so the streams on it are finished, not closed.
          OutputStream raw =
              new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
          if (packed) {
            GZIPOutputStream gzip = new GZIPOutputStream(raw, BUFFER_BYTES);
            OutputStream out = new BufferedOutputStream(gzip, BUFFER_BYTES);
            content.writeTo(out);
            out.flush();
            gzip.finish();
          } else {
            content.writeTo(raw);
          }
          raw.flush();
        });
  }
}
