package dms.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Several processes that train together, as the command line starts them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are those of Unix")
class RanksTest {
  private static final String[] FIFTY_STEPS = {
    "training.epochs=16", "selection.patience=0", "optimizer.clipNorm=1"
  };
  private static final String[] ENDLESS = {
    "training.epochs=3000", "selection.patience=0", "training.checkpointSteps=1"
  };
  private static final String[] SHORT = {
    "training.epochs=4", "selection.patience=0", "training.threads=1"
  };
  private static final String[] TWO = {"--nproc", "2"};

  @TempDir static Path folder;
  private static RankRuns runs;

  @BeforeAll
  static void write() throws Exception {
    runs = RankRuns.in(folder);
  }

  private static List<String> exact(String... more) {
    List<String> settings = new ArrayList<>(RankRuns.EXACT);
    settings.addAll(List.of(more));
    return settings;
  }

  private static void train(String name, List<String> settings, String... options)
      throws Exception {
    Process process = runs.start(name, name, settings, options);
    int code = RankRuns.end(process, 100);
    assertThat(code).as(runs.logged(name)).isZero();
  }

  @Test
  void twoRanksEndWithTheWeightsOfOne() throws Exception {
    runs.trainHere("one", exact(FIFTY_STEPS));
    train("two", exact(FIFTY_STEPS), TWO);
    assertThat(runs.steps("two")).isGreaterThanOrEqualTo(50).isEqualTo(runs.steps("one"));
    assertThat(runs.difference("one", "two").getValue()).isLessThan(1e-5);
  }

  @Test
  void ranksWithoutASentenceTakePartAndLearntLossWeightsAreCountedOnce() throws Exception {
    List<String> settings =
        exact(
            "training.epochs=1",
            "training.batchSentences=1",
            "training.accumulation=4",
            "training.lossWeighting=uncertainty");
    runs.trainHere("single-one", settings);
    train("single-three", settings, "--nproc", "3");
    assertThat(runs.difference("single-one", "single-three").getValue()).isLessThan(1e-5);
    assertThat(runs.losses("single-three")).isEqualTo(runs.losses("single-one"));
  }

  @Test
  void stoppedAndResumedWithAsManyRanksTheBitsAreTheSame() throws Exception {
    train("whole", List.of(SHORT), TWO);
    Process stopped = runs.start("stopped", "stopped", List.of(SHORT), TWO);
    runs.awaitMetrics("stopped", stopped);
    // Whichever is asked to stop, all write a checkpoint and stop.
    signal("TERM", rank1(stopped));
    int code = RankRuns.end(stopped, 60);
    assertThat(code).as(runs.logged("stopped")).isEqualTo(143);
    train("stopped", List.of(SHORT), "--nproc", "2", "--resume");
    assertThat(runs.run().outcome("stopped")).isEqualTo(runs.run().outcome("whole"));
  }

  @Test
  void killedRankEndsTheOthersAndTheRunGoesOnWithOneProcess() throws Exception {
    Process process = runs.start("killed", "killed", exact(ENDLESS), "--nproc", "3");
    runs.awaitMetrics("killed", process);
    List<ProcessHandle> others = process.descendants().toList();
    signal("KILL", rank1(process));
    assertThat(RankRuns.end(process, 30)).isEqualTo(74);
    assertThat(runs.logged("killed"))
        .contains("error: rank 1 is gone")
        .contains("[rank 2] error: rank 1 is gone")
        .contains("--resume");
    assertThat(others).noneMatch(ProcessHandle::isAlive);
    long steps = runs.steps("killed");
    runs.resumeUntilStep("killed", exact(ENDLESS), steps + 2);
    assertThat(runs.logged("killed")).contains("trained by 3 process(es) and goes on with 1");
  }

  @Test
  void killedFirstRankEndsTheProcessesThatItStarted() throws Exception {
    Process process = runs.start("orphans", "orphans", exact(ENDLESS), TWO);
    runs.awaitMetrics("orphans", process);
    List<ProcessHandle> others = process.descendants().toList();
    assertThat(others).hasSize(1);
    process.destroyForcibly().waitFor();
    for (ProcessHandle other : others) {
      other.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void onSeveralMachinesTheEndOfRankZeroIsTold() throws Exception {
    String master = "127.0.0.1:" + RankRuns.freePort();
    List<String> settings = exact(ENDLESS);
    Process first =
        runs.start("far", "far-0", settings, "--rank=0", "--world-size=2", "--master=" + master);
    Process second =
        runs.start("far", "far-1", settings, "--rank=1", "--world-size=2", "--master=" + master);
    runs.awaitMetrics("far", first);
    first.destroyForcibly().waitFor();
    assertThat(RankRuns.end(second, 30)).isEqualTo(74);
    assertThat(runs.logged("far-1")).contains("error: rank 0 is gone");
    Process resumed = runs.start("far", "far", settings, "--nproc", "2", "--resume");
    runs.awaitSteps("far", runs.steps("far") + 2, resumed);
    signal("TERM", resumed.toHandle());
    assertThat(RankRuns.end(resumed, 30)).isEqualTo(143);
  }

  @Test
  void whoDoesNotComeIsNamed() throws Exception {
    String master = "127.0.0.1:" + RankRuns.freePort();
    Process alone =
        runs.start(
            "alone",
            "alone",
            List.of(),
            "--rank=0",
            "--world-size=3",
            "--master=" + master,
            "--wait=1");
    assertThat(RankRuns.end(alone, 30)).isEqualTo(74);
    assertThat(runs.logged("alone"))
        .contains("rank 1, 2 of 3 did not come to " + master + " within 1 s");
    assertThat(Files.exists(runs.run().run("alone").resolve("checkpoints"))).isFalse();
  }

  @Test
  void otherSettingsOfARankAreRefusedByName() throws Exception {
    String master = "127.0.0.1:" + RankRuns.freePort();
    Process first =
        runs.start(
            "differ", "differ-0", List.of(), "--rank=0", "--world-size=2", "--master=" + master);
    Process second =
        runs.start(
            "differ",
            "differ-1",
            List.of("optimizer.learningRate=1"),
            "--rank=1",
            "--world-size=2",
            "--master=" + master);
    assertThat(RankRuns.end(second, 30)).isEqualTo(70);
    assertThat(RankRuns.end(first, 30)).isEqualTo(74);
    String difference = "optimizer.learningRate: rank 0 has 0.005, rank 1 has 1";
    assertThat(runs.logged("differ-0")).contains("rank 1 failed").contains(difference);
    assertThat(runs.logged("differ-1")).contains(difference);
  }

  @Test
  void lossThatIsNotFiniteEndsAllRanksAsDiverged() throws Exception {
    Process process = runs.start("diverged", "diverged", exact("optimizer.learningRate=1e38"), TWO);
    int code = RankRuns.end(process, 60);
    assertThat(code).as(runs.logged("diverged")).isEqualTo(79);
    assertThat(runs.logged("diverged"))
        .containsPattern("(?m)^error: step .* expected finite")
        .containsPattern("(?m)^\\[rank 1\\] error: step .* expected finite");
  }

  private static ProcessHandle rank1(Process process) {
    return process
        .children()
        .filter(child -> commandLine(child).contains("--rank=1"))
        .findFirst()
        .orElseThrow();
  }

  /** Java itself tells no arguments where they are longer than a page of memory. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }
}
