package dms.hub.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Writes tar headers as they stand, for archives that no sound archiver would write. */
final class RawTar {
  private static final int BLOCK = 512;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  RawTar file(String name, byte[] content) {
    return entry(name, '0', "", content.length, content);
  }

  RawTar special(String name, char type, String target) {
    return entry(name, type, target, 0, new byte[0]);
  }

  /** With a header before it that gives it a name of any length and with any character. */
  RawTar paxFile(String name, byte[] content) {
    byte[] record = pax("path", name);
    entry("pax", 'x', "", record.length, record);
    return file("short", content);
  }

  private static byte[] pax(String key, String value) {
    int bytes = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
    int length = bytes + 1;
    while (length != bytes + Integer.toString(length).length()) {
      length++;
    }
    return (length + " " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
  }

  RawTar entry(String name, char type, String target, long size, byte[] content) {
    write(header(name, type, target, size));
    write(content);
    write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    return this;
  }

  /** As a file whose header was changed after its checksum was taken. */
  RawTar fileWithWrongChecksum(String name, byte[] content) {
    byte[] header = header(name, '0', "", content.length);
    header[0] ^= 1;
    write(header);
    write(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
    return this;
  }

  static byte[] header(String name, char type, String target, long size) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, String.format(Locale.ROOT, "%011o", size));
    put(header, 136, "00000000000");
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 157, target);
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += Byte.toUnsignedInt(b);
    }
    put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private void write(byte[] bytes) {
    out.writeBytes(bytes);
  }

  byte[] unended() {
    return out.toByteArray();
  }

  Path gzip(Path file) throws IOException {
    write(new byte[2 * BLOCK]);
    Files.write(file, gzip(out.toByteArray()));
    return file;
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }
}
