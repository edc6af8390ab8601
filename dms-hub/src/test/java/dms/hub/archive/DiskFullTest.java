package dms.hub.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dms.core.file.FaultyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiskFullTest extends ArchiveCase {
  private Path tar;
  private Path zip;

  @BeforeEach
  void pack() throws IOException {
    tar = sandbox.resolve("tiny.tar.gz");
    ModelArchive.pack(bundle, tar);
    zip = soundZip().write(sandbox.resolve("tiny.zip"));
  }

  private void requireRefused(Path archive, Disk disk, String message) throws IOException {
    assertThatThrownBy(() -> ModelArchive.unpack(archive, target, ArchiveLimits.STANDARD, disk))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FaultyFileException.class)
        .hasMessageStartingWith("cannot unpack " + archive)
        .hasMessageContaining(message)
        .hasMessageContaining("make room or choose another folder");
    requireNothingElse(tar, zip);
  }

  @Test
  void tooLittleRoomIsToldBeforeAFileIsWritten() throws IOException {
    FullDisk disk = new FullDisk(10, Long.MAX_VALUE);
    requireRefused(tar, disk, "more bytes needed, 10 bytes free");
    assertThat(disk.written()).isZero();
  }

  @Test
  void zipTellsWhatAllOfItNeeds() throws IOException {
    long all = files().values().stream().mapToLong(content -> content.length).sum();
    FullDisk disk = new FullDisk(all - 1, Long.MAX_VALUE);
    requireRefused(zip, disk, "%d more bytes needed, %d bytes free".formatted(all, all - 1));
    assertThat(disk.written()).isZero();
  }

  @Test
  void diskThatFillsUpMeanwhileIsTold() throws IOException {
    requireRefused(tar, new FullDisk(1 << 20, 5000), "1048576 bytes free");
    requireRefused(zip, new FullDisk(1 << 20, 5000), "No space left on device");
  }

  @Test
  void realFullDiskIsTold() throws Exception {
    Path mount = Files.createDirectories(sandbox.resolve("tmpfs"));
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", mount.toString());
    assumeTrue(mounted, "a small disk of its own cannot be mounted here");
    try {
      target = Files.createDirectories(mount.resolve("home")).resolve("models");
      Path old = Files.writeString(mount.resolve("old"), "stays");
      assertThatThrownBy(() -> ModelArchive.unpack(tar, target))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("more bytes needed")
          .hasMessageContaining("bytes free");
      assertThat(target.getParent()).isEmptyDirectory();
      assertThat(old).hasContent("stays");
    } finally {
      run("umount", mount.toString());
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
