package dms.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.hub.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code tag} in a process of its own, killed while it writes a folder. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are those of Unix")
class KilledTaggingTest {
  private static final int FILES = 30;

  @TempDir private Path folder;

  /** The command as a process. */
  static final class Tag {
    private Tag() {}

    public static void main(String[] arguments) {
      System.exit(new CommandLine(new TagCommand()).execute(arguments));
    }
  }

  private Process start(Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:ErrorFile=" + folder.resolve("crash"),
            "-cp",
            System.getProperty("java.class.path"),
            Tag.class.getName(),
            "--threads",
            "1",
            "--model",
            folder.resolve("tiny").toString(),
            folder.resolve("in").toString(),
            "--output",
            output.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (!file.getFileName().toString().equals(Journal.NAME)) {
          contents.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return contents;
  }

  private void writeInput() throws IOException {
    TinyModel.ofXpos().write(folder.resolve("tiny"));
    Files.createDirectories(folder.resolve("in"));
    for (int i = 0; i < FILES; i++) {
      Files.writeString(
          folder.resolve("in/%03d.txt".formatted(i)),
          "Hún las bókina númer %d. ".formatted(i).repeat(20));
    }
  }

  /** Starts the command and waits until a tenth of the files is done. */
  private Process startedWith(Path output) throws Exception {
    Process process = start(output);
    Path journal = output.resolve(Journal.NAME);
    while (process.isAlive() && (Files.notExists(journal) || lines(journal) < FILES / 10)) {
      Thread.sleep(2);
    }
    return process;
  }

  @Test
  void askedToEndItEndsWithoutACrashAndBlamesNoFile() throws Exception {
    writeInput();
    Path output = folder.resolve("ended");
    Process process = startedWith(output);
    process.destroy();
    assertThat(process.waitFor()).isEqualTo(ExitCodes.TERMINATED);
    assertThat(folder.resolve("crash")).doesNotExist();
    assertThat(Files.readString(folder.resolve("log"))).doesNotContain(".txt: ", "files failed");
    assertThat(lines(output.resolve(Journal.NAME))).isLessThan(FILES);
  }

  @Test
  void killedAndStartedAgainItEndsWithTheBytesOfAnUndisturbedRun() throws Exception {
    writeInput();
    Path whole = folder.resolve("whole");
    assertThat(start(whole).waitFor()).isZero();
    Path killed = folder.resolve("killed");
    Process process = startedWith(killed);
    Path journal = killed.resolve(Journal.NAME);
    process.destroyForcibly().waitFor();
    int done = lines(journal);
    assertThat(done).isBetween(FILES / 10, FILES - 1);
    assertThat(start(killed).waitFor()).isZero();
    assertThat(folder.resolve("log"))
        .content()
        .contains(" of %d files were done already".formatted(FILES));
    assertThat(contents(killed)).hasSize(FILES).isEqualTo(contents(whole));
    assertThat(Files.readAllLines(journal)).hasSize(FILES);
  }

  private static int lines(Path journal) throws IOException {
    return List.of(Files.readString(journal).split("\n", -1)).size() - 1;
  }
}
