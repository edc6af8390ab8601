package dms.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The native libraries, a gigabyte, are unpacked by the first process that needs them. */
class FirstStartTest {
  @TempDir Path folder;

  /** What the processes of this test run. */
  static final class Start {
    public static void main(String[] arguments) {
      System.out.println("loaded " + NativeRuntime.load().blas());
    }
  }

  private Process start(String name, String... flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path")));
    command.add(Start.class.getName());
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name).toFile())
        .start();
  }

  private void requireLoaded(Process process, String name) throws Exception {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(folder.resolve(name)).content().contains("loaded ");
    assertThat(process.exitValue()).isZero();
  }

  private static void requireAskedFor() {
    assumeTrue(
        "1".equals(System.getenv("DMS_FIRST_START")),
        "unpacks gigabytes; runs with DMS_FIRST_START=1");
  }

  private String cache() {
    return "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache");
  }

  @Test
  void processesThatStartAtOnceUnpackInTurn() throws Exception {
    requireAskedFor();
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      processes.add(start("out" + i, cache()));
    }
    for (int i = 0; i < processes.size(); i++) {
      requireLoaded(processes.get(i), "out" + i);
    }
  }

  @Test
  void whatAKilledProcessUnpackedInPartIsUnpackedAnew() throws Exception {
    requireAskedFor();
    for (long megabytes : List.of(1, 150, 400)) {
      Process killed = start("killed", cache());
      while (size(folder.resolve("cache")) < megabytes << 20 && killed.isAlive()) {
        Thread.sleep(5);
      }
      killed.destroyForcibly().waitFor();
    }
    requireLoaded(start("again", cache()), "again");
  }

  private static long size(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(FirstStartTest::length).sum();
    } catch (UncheckedIOException e) {
      // A file went away while they were looked at.
      return 0;
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void aHomeThatCannotBeWrittenToIsToldOfWithTheFlagThatHelps() throws Exception {
    Path none = Files.createFile(folder.resolve("none"));
    Process process = start("out", "-Duser.home=" + none, "-Djava.io.tmpdir=" + none);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isNotZero();
    assertThat(folder.resolve("out")).content().contains("org.bytedeco.javacpp.cachedir");
  }

  @Test
  void aHomeThatCannotBeWrittenToNeedsTheFlagOnly() throws Exception {
    Path none = Files.createFile(folder.resolve("none"));
    Path unpacked = NativeRuntime.cacheFolder();
    Process process =
        start(
            "out",
            "-Duser.home=" + none,
            "-Djava.io.tmpdir=" + none,
            "-Dorg.bytedeco.javacpp.cachedir=" + unpacked);
    requireLoaded(process, "out");
  }
}
