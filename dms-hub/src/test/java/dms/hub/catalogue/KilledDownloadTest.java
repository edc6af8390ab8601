package dms.hub.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dms.hub.bundle.Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A download of 100 MB is killed at up to twenty byte counts, and thrice in what comes after it.
 */
@Timeout(600)
class KilledDownloadTest {
  private static final int SIZE = 100_000_000;
  private static final int KILLS = 20;
  private static final int LATE_KILLS = 3;

  /** On a machine that is busy with other things, fewer must do. */
  private static final long LONGEST_NANOS = 40_000_000_000L;

  private static final int LEAST_KILLS = 3;
  private static final int CHUNK = 1 << 16;

  @TempDir private Path folder;
  private byte[] archive;
  private byte[] catalogue;
  private final AtomicLong sent = new AtomicLong();

  /** What shall die, and after how many bytes. */
  private record Victim(InstallingProcess process, long bytes) {}

  private final AtomicReference<Optional<Victim>> victim = new AtomicReference<>(Optional.empty());

  private void answer(FaultServer.Request request, OutputStream out) throws IOException {
    if (request.path().endsWith(".json")) {
      FaultServer.serve(request, out, catalogue, "\"c\"");
      return;
    }
    int offset = FaultServer.begin(request, out, archive.length, "\"a\"");
    while (offset < archive.length) {
      int length = Math.min(CHUNK, archive.length - offset);
      out.write(archive, offset, length);
      offset += length;
      if (sent.addAndGet(length) >= victim.get().map(Victim::bytes).orElse(Long.MAX_VALUE)) {
        victim.get().ifPresent(killed -> killed.process().kill());
      }
    }
  }

  @Test
  void rerunGoesOnAndEndsWithTheRightModelWhereverTheFirstWasKilled(TestReporter reporter)
      throws Exception {
    Path file = TestArchives.write(folder.resolve("tiny.zip"), SIZE);
    archive = Files.readAllBytes(file);
    catalogue = TestArchives.json(file, "tiny.zip").getBytes(StandardCharsets.UTF_8);
    Random random = new Random(9);
    try (FaultServer server = new FaultServer(this::answer);
        InstallingProcess next = start(server)) {
      long start = System.nanoTime();
      int kills = 0;
      while (kills < LEAST_KILLS || kills < KILLS && System.nanoTime() - start < LONGEST_NANOS) {
        Path home = folder.resolve("home-" + kills);
        killDuring(server, home, 1 + random.nextInt(archive.length));
        rerun(next, home, archive.length + (1L << 23));
        kills++;
      }
      reporter.publishEntry("killed while bytes came", Integer.toString(kills));
      for (int i = 0; i < LATE_KILLS; i++) {
        Path home = folder.resolve("late-" + i);
        killAfter(server, home, random.nextInt(400));
        rerun(next, home, 2L * archive.length);
      }
    }
  }

  private void killDuring(FaultServer server, Path home, long bytes) throws Exception {
    try (InstallingProcess process = start(server)) {
      sent.set(0);
      victim.set(Optional.of(new Victim(process, bytes)));
      process.install(home, true);
      assertThat(process.installed()).isEmpty();
      process.await();
    }
    assertThat(home.resolve("models/tiny/1.0.0")).doesNotExist();
  }

  private void killAfter(FaultServer server, Path home, long millis) throws Exception {
    try (InstallingProcess process = start(server)) {
      sent.set(0);
      victim.set(Optional.empty());
      process.install(home, true);
      while (sent.get() < archive.length) {
        Thread.sleep(5);
      }
      Thread.sleep(millis);
      process.kill();
      process.await();
    }
  }

  private InstallingProcess start(FaultServer server) throws IOException {
    return new InstallingProcess(folder.resolve("log"), server.address("/catalogue.json"));
  }

  private void rerun(InstallingProcess next, Path home, long mostBytes) throws Exception {
    victim.set(Optional.empty());
    Path expected = home.resolve("models/tiny/1.0.0");
    next.install(home, true);
    assertThat(next.installed()).contains(expected);
    // The killed one's bytes count too: what it had on disk was not sent again.
    assertThat(sent.get()).isLessThan(mostBytes);
    assertThat(Bundle.read(expected).description().name()).isEqualTo("tiny");
    assertThat(children(expected.getParent())).containsExactly("1.0.0");
    assertThat(children(home.resolve("downloads"))).containsExactly("tiny@1.0.0.lock");
  }

  private static List<String> children(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
