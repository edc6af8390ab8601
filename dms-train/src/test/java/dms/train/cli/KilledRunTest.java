package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.train.SmallRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line in a process of its own, killed and asked to stop. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are those of Unix")
class KilledRunTest {
  private static final String[] LONGER = {"training.epochs=12", "selection.patience=0"};

  @TempDir static Path folder;
  private static SmallRun run;
  private static List<String> uninterrupted;

  @BeforeAll
  static void trainWithoutInterruption() throws Exception {
    run = SmallRun.in(folder);
    Process whole = start("whole", false);
    assertThat(whole.waitFor()).isZero();
    uninterrupted = run.outcome("whole");
  }

  private static Process start(String name, boolean resume) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "train"));
    command.addAll(run.arguments(name, LONGER));
    if (resume) {
      command.add("--resume");
    }
    File log = folder.resolve(name + ".log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  @Test
  void killedAgainAndAgainAndResumedItEndsWithTheSameBits() throws Exception {
    Random random = new Random(7);
    int kills = 0;
    boolean resume = false;
    while (kills < 6) {
      Process process = start("killed", resume);
      resume = Files.isDirectory(waitForCheckpoint("killed", process));
      if (process.waitFor(100 + random.nextInt(700), TimeUnit.MILLISECONDS)) {
        break;
      }
      process.destroyForcibly().waitFor();
      kills++;
    }
    assertThat(kills).isGreaterThanOrEqualTo(2);
    assertThat(start("killed", true).waitFor()).isZero();
    assertThat(run.outcome("killed")).isEqualTo(uninterrupted);
  }

  private static Path waitForCheckpoint(String name, Process process) throws Exception {
    Path checkpoints = run.run(name).resolve("checkpoints");
    Path metrics = run.run(name).resolve("metrics.jsonl");
    long lengthBefore = Files.exists(metrics) ? Files.size(metrics) : 0;
    while (process.isAlive() && (Files.notExists(metrics) || Files.size(metrics) == lengthBefore)) {
      Thread.sleep(5);
    }
    return checkpoints;
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void askedToStopItSavesExitsWithTheSignalsCodeAndGoesOn(String signal, int code)
      throws Exception {
    String name = "stopped-" + signal;
    Process process = start(name, false);
    waitForCheckpoint(name, process);
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
    assertThat(start(name, true).waitFor()).isZero();
    assertThat(run.outcome(name)).isEqualTo(uninterrupted);
  }
}
