package dms.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was stopped and resumed ends with the same bits as one that was not. */
class ResumeTest {
  private static final BooleanSupplier NEVER = () -> false;

  @TempDir static Path folder;
  private static SmallRun run;
  private static List<String> uninterrupted;

  @BeforeAll
  static void trainWithoutInterruption() throws IOException {
    run = SmallRun.in(folder);
    assertThat(run.train("whole", NEVER, false).finished()).isTrue();
    uninterrupted = run.outcome("whole");
  }

  private static BooleanSupplier after(int questions) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > questions;
  }

  @Test
  void theSameRunTwiceGivesTheSameBits() throws IOException {
    run.train("twice", NEVER, false);
    assertThat(run.outcome("twice")).isEqualTo(uninterrupted);
  }

  @Test
  void anotherSeedGivesOtherBits() throws IOException {
    run.train("other", NEVER, false, "training.seed=2");
    assertThat(run.outcome("other").get(0)).isNotEqualTo(uninterrupted.get(0));
  }

  @Test
  void preparingBetweenStepsGivesTheSameBitsAsPreparingAhead() throws IOException {
    run.train("between", NEVER, false, "training.prefetchThreads=0");
    assertThat(run.outcome("between")).isEqualTo(uninterrupted);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 14})
  void stoppedAtAnyStepAndResumedGivesTheSameBits(int questions) throws IOException {
    String name = "stopped-" + questions;
    assertThat(run.train(name, after(questions), false).finished()).isFalse();
    assertThat(run.train(name, NEVER, true).finished()).isTrue();
    assertThat(run.outcome(name)).isEqualTo(uninterrupted);
  }

  @Test
  void stoppedAtEveryStepAndResumedGivesTheSameBits() throws IOException {
    // Of the questions, one comes before an epoch, one after each step, one before the dev scores.
    boolean finished = run.train("slowly", after(2), false).finished();
    int resumed = 0;
    while (!finished && resumed < 100) {
      finished = run.train("slowly", after(2), true).finished();
      resumed++;
    }
    assertThat(resumed).isBetween(8, 99);
    assertThat(run.outcome("slowly")).isEqualTo(uninterrupted);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.3, 0.999})
  void truncatedNewestCheckpointFallsBackToTheOneBeforeIt(double share) throws IOException {
    String name = "truncated-" + share;
    run.train(name, after(9), false);
    Path weights = newest(name).resolve("weights.safetensors");
    try (FileChannel channel = FileChannel.open(weights, StandardOpenOption.WRITE)) {
      channel.truncate((long) (share * channel.size()));
    }
    run.train(name, NEVER, true);
    assertThat(run.outcome(name)).isEqualTo(uninterrupted);
  }

  private static Path newest(String name) throws IOException {
    try (Stream<Path> all = Files.list(run.run(name).resolve("checkpoints"))) {
      return all.filter(Files::isDirectory).sorted().reduce((a, b) -> b).orElseThrow();
    }
  }

  @Test
  void resumingAFinishedRunWritesTheSameBundleAgain() throws IOException {
    run.train("finished", NEVER, false);
    assertThat(run.train("finished", NEVER, true).finished()).isTrue();
    assertThat(run.outcome("finished")).isEqualTo(uninterrupted);
  }

  @Test
  void aRunOfTheSameNameIsNotOverwritten() {
    assertThatThrownBy(() -> run.train("whole", NEVER, false))
        .hasMessageContaining("--resume")
        .hasMessageContaining("name=");
  }

  @Test
  void anotherSettingIsRefusedByNameOnResume() throws IOException {
    run.train("changed", after(3), false);
    assertThatThrownBy(() -> run.train("changed", NEVER, true, "optimizer.learningRate=1e-3"))
        .isInstanceOf(ChangedRunException.class)
        .hasMessageContaining("optimizer.learningRate: then 0.005, now 0.001");
  }

  @Test
  void anotherNumberOfThreadsIsRefusedOnResume() throws IOException {
    run.train("threads", after(3), false);
    assertThatThrownBy(() -> run.train("threads", NEVER, true, "training.threads=1"))
        .hasMessageContaining("threads: then 2, now 1");
  }

  @Test
  void changedDataIsRefusedOnResume(@TempDir Path own) throws IOException {
    SmallRun changing = SmallRun.in(own);
    changing.train("data", after(3), false);
    String text = Files.readString(changing.data("train"));
    Files.writeString(changing.data("train"), text.replaceFirst("hest", "hast"));
    assertThatThrownBy(() -> changing.train("data", NEVER, true))
        .hasMessageContaining("data.train.0");
  }

  @Test
  void onlyTheNewestTwoCheckpointsAndTheBestAreKept() throws IOException {
    try (Stream<Path> all = Files.list(run.run("whole").resolve("checkpoints"))) {
      assertThat(all.filter(Files::isDirectory).count()).isBetween(2L, 3L);
    }
  }
}
