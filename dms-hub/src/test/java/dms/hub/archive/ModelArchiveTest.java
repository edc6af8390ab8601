package dms.hub.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dms.core.file.DurableFile;
import dms.core.file.FaultyFileException;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundleFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ModelArchiveTest extends ArchiveCase {
  private Path pack() throws IOException {
    Path archive = sandbox.resolve("tiny.tar.gz");
    ModelArchive.pack(bundle, archive);
    return archive;
  }

  private void requireTheBundle() throws IOException {
    assertThat(Bundle.read(target).description()).isEqualTo(Bundle.read(bundle).description());
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      assertThat(target.resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
  }

  @Test
  void whatWasPackedIsUnpacked() throws IOException {
    ModelArchive.unpack(pack(), target);
    requireTheBundle();
    assertThat(target.getParent().toFile().list()).containsExactly("models");
  }

  @Test
  void foldersAboveTheTargetAreMade() throws IOException {
    target = target.resolve("tiny/1.0.0");
    ModelArchive.unpack(pack(), target);
    requireTheBundle();
  }

  @Test
  void zipOfAnUsualArchiverIsUnpacked() throws IOException {
    Path archive = sandbox.resolve("tiny.zip");
    // Sizes follow the data here, as they do wherever a zip is written to a stream.
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry(TOP));
      for (Map.Entry<String, byte[]> file : files().entrySet()) {
        zip.putNextEntry(new ZipEntry(TOP + file.getKey()));
        zip.write(file.getValue());
      }
    }
    ModelArchive.unpack(archive, target);
    requireTheBundle();
  }

  @Test
  void sameBundleGivesTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(pack());
    Path copy = sandbox.resolve("other name");
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      Files.createDirectories(copy.resolve(file.getKey()).getParent());
      Files.write(copy.resolve(file.getKey()), file.getValue());
      Files.setLastModifiedTime(copy.resolve(file.getKey()), FileTime.fromMillis(1234567890123L));
    }
    Files.writeString(copy.resolve("notes.txt"), "no file of the bundle");
    Path archive = sandbox.resolve("again.tar.gz");
    ModelArchive.pack(copy, archive);
    assertThat(archive).hasBinaryContent(first);
    assertThat(first).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff);
  }

  @Test
  void archiveSaysNothingOfWhoPacked() throws IOException {
    String user = System.getProperty("user.name");
    Path folder = Files.createDirectories(sandbox.resolve("folder"));
    String name = "skrá".repeat(30);
    Files.writeString(folder.resolve(name), "efni");
    byte[][] bytes = new byte[2][];
    try {
      for (int i = 0; i < 2; i++) {
        System.setProperty("user.name", "user" + i);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TarGz.write(out, folder, "top", List.of(name));
        bytes[i] = out.toByteArray();
      }
    } finally {
      System.setProperty("user.name", user);
    }
    assertThat(bytes[0]).isEqualTo(bytes[1]);
  }

  @Test
  void damagedBundleIsNotPacked() throws IOException {
    Path copy = sandbox.resolve("copy");
    ModelArchive.unpack(pack(), copy);
    Files.writeString(copy.resolve("MODEL_CARD.md"), "# Other\n");
    Path archive = sandbox.resolve("damaged.tar.gz");
    assertThatThrownBy(() -> ModelArchive.pack(copy, archive))
        .isInstanceOf(BundleFormatException.class);
    assertThat(archive).doesNotExist();
  }

  @Test
  void changedBundleIsNotUnpacked() throws IOException {
    RawTar tar = new RawTar();
    files()
        .forEach(
            (name, content) ->
                tar.file(
                    TOP + name,
                    name.equals("MODEL_CARD.md")
                        ? "# Tinx\n\n☺ 😀\n".getBytes(StandardCharsets.UTF_8)
                        : content));
    Path archive = tar.gzip(sandbox.resolve("changed.tar.gz"));
    assertThatThrownBy(() -> ModelArchive.unpack(archive, target))
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("SHA-256");
    requireNothingElse(archive);
  }

  @Test
  void targetThatExistsIsLeftAlone() throws IOException {
    Path archive = pack();
    Files.createDirectories(target);
    assertThatThrownBy(() -> ModelArchive.unpack(archive, target))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("exists already");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path text = Files.writeString(sandbox.resolve("a.tar.gz"), "text");
    assertThat(ModelArchive.isArchive(text)).isFalse();
    assertThatThrownBy(() -> ModelArchive.unpack(text, target))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("expected a .tar.gz or a .zip");
    assertThatThrownBy(() -> ModelArchive.unpack(sandbox.resolve("none"), target))
        .isInstanceOf(NoSuchFileException.class);
    requireNothingElse(text);
  }

  @Test
  void everyCutIsNoticedAndEveryFlippedBitThatMatters() throws IOException {
    Path zipped = soundZip().write(sandbox.resolve("tiny.zip"));
    for (Path sound : List.of(pack(), zipped)) {
      byte[] bytes = Files.readAllBytes(sound);
      Path archive = sandbox.resolve("damaged");
      for (int i = 1; i < 20; i++) {
        int at = (int) ((long) bytes.length * i / 20);
        Files.write(archive, Arrays.copyOf(bytes, at));
        requireFaulty(archive);
        byte[] flipped = bytes.clone();
        flipped[at] ^= 4;
        Files.write(archive, flipped);
        requireFaultyOrTheSame(archive);
      }
      Files.delete(archive);
    }
  }

  /** A flipped bit may be one of a time, which nobody reads. */
  private void requireFaultyOrTheSame(Path archive) throws IOException {
    try {
      ModelArchive.unpack(archive, target);
    } catch (FaultyFileException e) {
      assertThat(target.getParent()).isEmptyDirectory();
      return;
    }
    requireTheBundle();
    DurableFile.deleteFolder(target);
  }

  private void requireFaulty(Path archive) throws IOException {
    assertThatThrownBy(() -> ModelArchive.unpack(archive, target))
        .isInstanceOf(FaultyFileException.class);
    assertThat(target).doesNotExist();
    assertThat(target.getParent()).isEmptyDirectory();
  }
}
