package dms.hub.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Archives that unfold to more than they say, or say more than anyone wants. */
class BombsTest extends ArchiveCase {
  private static final long GIB = 1L << 30;
  private static final int MIB = 1 << 20;

  /** What the free bytes and a buffer of packed zeros, read ahead, may become before the stop. */
  private static final long RATIO_STOP =
      ArchiveLimits.FREE_BYTES + ArchiveLimits.STANDARD.ratio() * 3L * (1 << 13);

  private final FullDisk disk = FullDisk.endless();

  private void requireRefused(Path archive, String message, long mostBytes) throws IOException {
    assertThatThrownBy(() -> ModelArchive.unpack(archive, target, ArchiveLimits.STANDARD, disk))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining(message);
    assertThat(disk.written()).isLessThanOrEqualTo(mostBytes);
    requireNothingElse(archive);
  }

  /** Gzip members follow each other, so that the packed zeros need to be made once. */
  private Path tarOf(byte[] begin, byte[] repeated, int times) throws IOException {
    Path archive = sandbox.resolve("bomb.tar.gz");
    byte[] member = RawTar.gzip(repeated);
    try (OutputStream out = Files.newOutputStream(archive)) {
      out.write(RawTar.gzip(begin));
      for (int i = 0; i < times; i++) {
        out.write(member);
      }
    }
    return archive;
  }

  @Test
  void tenMegabytesThatUnfoldToTenGigabytesStopAtTheRatio() throws IOException {
    byte[] header = RawTar.header(TOP + "weights.safetensors", '0', "", 8 * GIB - 1);
    Path archive = tarOf(header, new byte[10 * MIB], 1024);
    assertThat(archive.toFile().length()).isBetween(10_000_000L, 11_000_000L);
    requireRefused(archive, "expected at most 200 bytes for a packed one", RATIO_STOP);
  }

  @Test
  void zipThatSaysSoIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path archive =
        new RawZip()
            .file(TOP + "weights.safetensors", new byte[64 * MIB])
            .write(sandbox.resolve("bomb.zip"));
    requireRefused(archive, "expected at most 200 bytes for a packed one", 0);
  }

  @Test
  void moreThanTheLimitIsRefusedBeforeItIsWritten() throws IOException {
    byte[] content = "not much".getBytes(StandardCharsets.UTF_8);
    RawTar tar = new RawTar().file(TOP + "a", content).file(TOP + "b", content);
    Path archive = tar.gzip(sandbox.resolve("large.tar.gz"));
    assertThatThrownBy(
            () -> ModelArchive.unpack(archive, target, new ArchiveLimits(10, 15, 200, 240), disk))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("'tiny-1.0.0/b': expected at most 15 bytes in all files, found 8");
    assertThat(disk.written()).isEqualTo(8);
    requireNothingElse(archive);
  }

  @Test
  void archivesWithinAnArchiveAreJustFiles() throws IOException {
    byte[] inner = RawTar.gzip(RawTar.gzip(new byte[10 * MIB]));
    Path archive = soundTar().file(TOP + "inner.tar.gz", inner).gzip(sandbox.resolve("n.tar.gz"));
    ModelArchive.unpack(archive, target, ArchiveLimits.STANDARD, disk);
    assertThat(target.resolve("inner.tar.gz")).hasBinaryContent(inner);
  }

  @Test
  void aMillionEntriesStopAtTenThousand() throws IOException {
    RawTar entries = new RawTar();
    for (int i = 0; i < 1000; i++) {
      entries.special(TOP + "folder", '5', "");
    }
    Path archive = tarOf(entries.unended(), entries.unended(), 999);
    requireRefused(archive, "expected at most 10000 entries", 0);
  }

  @Test
  void zipOfTooManyEntriesIsRefusedBeforeTheyAreRead() throws IOException {
    RawZip zip = new RawZip();
    for (int i = 0; i < 1_000_000; i++) {
      zip.directory(TOP + "a" + i, 0100644, 0, 0, 0, 0, new byte[0]);
    }
    requireRefused(
        zip.write(sandbox.resolve("million.zip"), 65_535), "expected at most 10000 entries", 0);
    requireRefused(
        zip.write(sandbox.resolve("million.zip"), 5), "central directory of 5 entries", 0);
  }

  @Test
  void entryThatSaysLessThanItHasStopsThere() throws IOException {
    byte[] content = new byte[10_000];
    Path archive = new RawZip().lying(TOP + "a", 100, content).write(sandbox.resolve("less.zip"));
    requireRefused(archive, "expected 100 bytes, found more", 100);
  }

  @Test
  void entryThatSaysMoreThanItHasIsRefused() throws IOException {
    byte[] content = new byte[100];
    Path archive = new RawZip().lying(TOP + "a", 10_000, content).write(sandbox.resolve("m.zip"));
    requireRefused(archive, "expected 10000 bytes, found fewer", 100);
  }

  @Test
  void tarEntryThatSaysLessOrMoreIsRefused() throws IOException {
    byte[] content = "content ".repeat(1000).getBytes(StandardCharsets.UTF_8);
    Path less = sandbox.resolve("less.tar.gz");
    new RawTar().entry(TOP + "a", '0', "", 100, content).gzip(less);
    requireRefused(less, "get it anew", 100);
    Files.delete(less);
    Path more = sandbox.resolve("more.tar.gz");
    new RawTar().entry(TOP + "a", '0', "", 1_000_000, content).gzip(more);
    requireRefused(more, "get the archive anew", 1_000_000);
  }

  @Test
  void nameOfManyMegabytesIsNotHeld() throws IOException {
    byte[] header = RawTar.header("././@LongLink", 'L', "", GIB);
    requireRefused(tarOf(header, new byte[10 * MIB], 10), "header", 0);
  }

  @Test
  void whatFollowsTheLastEntryIsRefused() throws IOException {
    byte[] end = new byte[1024];
    RawTar sound = soundTar();
    RawTar more = new RawTar().file("evil", end);
    Path archive = sandbox.resolve("two.tar.gz");
    try (OutputStream out = Files.newOutputStream(archive)) {
      out.write(RawTar.gzip(sound.unended()));
      out.write(RawTar.gzip(end));
      out.write(RawTar.gzip(new byte[10_240]));
      out.write(RawTar.gzip(more.unended()));
    }
    requireRefused(archive, "expected nothing after the last entry", Long.MAX_VALUE);
  }
}
