package dms.hub.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/** Writes zip headers as they stand, for archives that no sound archiver would write. */
final class RawZip {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private int entries;

  RawZip file(String name, byte[] content) {
    return entry(name, name, 0100644, content.length, content, new byte[0]);
  }

  RawZip mode(String name, int mode, String target) {
    byte[] content = target.getBytes(StandardCharsets.UTF_8);
    return entry(name, name, mode, content.length, content, new byte[0]);
  }

  /** As PKWARE's ASi field for Unix has links. */
  RawZip asiLink(String name, String target) {
    byte[] link = target.getBytes(StandardCharsets.UTF_8);
    ByteBuffer data = buffer(10 + link.length);
    data.putShort((short) 0120777).putInt(link.length).putShort((short) 0).putShort((short) 0);
    data.put(link);
    CRC32 crc = new CRC32();
    crc.update(data.array());
    ByteBuffer field = buffer(8 + data.capacity());
    field.putShort((short) 0x756e).putShort((short) (4 + data.capacity()));
    field.putInt((int) crc.getValue()).put(data.array());
    return entry(name, name, 0100644, 0, new byte[0], field.array());
  }

  /** Its own header has one name and the central directory another. */
  RawZip twoNames(String local, String central, byte[] content) {
    return entry(local, central, 0100644, content.length, content, new byte[0]);
  }

  /** The directory says that it is of another size. */
  RawZip lying(String name, long size, byte[] content) {
    return entry(name, name, 0100644, size, content, new byte[0]);
  }

  /** Without an entry in the directory. */
  RawZip hidden(String name, byte[] content) {
    byte[] packed = deflate(content);
    local(name, crc(content), packed, content.length);
    return this;
  }

  private RawZip entry(
      String local, String central, int mode, long size, byte[] content, byte[] extra) {
    int offset = out.size();
    byte[] packed = deflate(content);
    long crc = crc(content);
    local(local, crc, packed, size);
    directory(central, mode, crc, packed.length, size, offset, extra);
    return this;
  }

  RawZip directory(
      String name, int mode, long crc, int packed, long size, int offset, byte[] extra) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer header = buffer(46 + bytes.length + extra.length);
    header.putInt(0x02014b50).putShort((short) (3 << 8 | 20)).putShort((short) 20);
    header.putShort((short) (1 << 11)).putShort((short) ZipEntry.DEFLATED).putInt(0);
    header.putInt((int) crc).putInt(packed).putInt((int) size);
    header.putShort((short) bytes.length).putShort((short) extra.length).putShort((short) 0);
    header.putShort((short) 0).putShort((short) 0).putInt(mode << Short.SIZE).putInt(offset);
    header.put(bytes).put(extra);
    directory.writeBytes(header.array());
    entries++;
    return this;
  }

  private void local(String name, long crc, byte[] packed, long size) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer header = buffer(30 + bytes.length);
    header.putInt(0x04034b50).putShort((short) 20).putShort((short) (1 << 11));
    header.putShort((short) ZipEntry.DEFLATED).putInt(0).putInt((int) crc);
    header.putInt(packed.length).putInt((int) size);
    header.putShort((short) bytes.length).putShort((short) 0).put(bytes);
    out.writeBytes(header.array());
    out.writeBytes(packed);
  }

  Path write(Path file) throws IOException {
    return write(file, entries);
  }

  Path write(Path file, int declaredEntries) throws IOException {
    ByteBuffer end = buffer(22);
    end.putInt(0x06054b50).putInt(0).putShort((short) declaredEntries);
    end.putShort((short) declaredEntries).putInt(directory.size()).putInt(out.size());
    end.putShort((short) 0);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(out.toByteArray());
    all.writeBytes(directory.toByteArray());
    all.writeBytes(end.array());
    Files.write(file, all.toByteArray());
    return file;
  }

  private static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      packed.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return packed.toByteArray();
  }

  private static long crc(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return crc.getValue();
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
