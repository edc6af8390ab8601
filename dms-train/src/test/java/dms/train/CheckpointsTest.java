package dms.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dms.core.file.DurableFile;
import dms.core.file.FaultyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Damage to what a run has saved is named, and never taken for a run that has just begun. */
class CheckpointsTest {
  @TempDir static Path trained;
  private static Path original;

  @TempDir Path folder;
  private Path checkpoints;

  @BeforeAll
  static void train() throws IOException {
    SmallRun run = SmallRun.in(trained);
    run.train("whole", () -> false, false);
    original = run.run("whole").resolve("checkpoints");
  }

  @BeforeEach
  void copy() throws IOException {
    checkpoints = folder.resolve("run/checkpoints");
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.toList()) {
        Path target = checkpoints.resolve(original.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(checkpoints)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private Path newest() throws IOException {
    List<Path> all = folders();
    return all.get(all.size() - 1);
  }

  private Checkpoints opened() throws IOException {
    return new Checkpoints(checkpoints, Checkpoint.verify(folders().get(0)).fingerprint());
  }

  @Test
  void theSameStateHasTheSameHashInWhateverOrderItsLogVariancesCame() throws IOException {
    Map<String, Double> ascending = new LinkedHashMap<>();
    Map<String, Double> descending = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      ascending.put("decoder" + i, 0.5 * i);
      descending.put("decoder" + (19 - i), 0.5 * (19 - i));
    }
    assertThat(hashWith(descending)).isEqualTo(hashWith(ascending));
  }

  private static String hashWith(Map<String, Double> logVariances) throws IOException {
    TrainingState state = TrainingState.start().saved(0, logVariances);
    return new Checkpoint.Stored(state, Map.of(), Map.of()).ownHash();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"state\" : \\{ | \"stat\" : \\{ | state",
        "\"window\" : | \"windows\" : | window",
        "\"fingerprint\" : | \"fingerprints\" : | fingerprint",
        "\"sha256\" : | \"sha\" : | sha",
        "\"step\" : [0-9]+ | \"step\" : 1 | SHA-256",
        "\"optimizer.safetensors\" : | \"optimizer\" : | optimizer.safetensors",
        "\"bestEpoch\" : | \"bestEpoch\" | not a checkpoint's state"
      })
  void changedStateIsDamage(String pattern, String replacement, String told) throws IOException {
    Path state = newest().resolve("state.json");
    String text = Files.readString(state);
    Files.writeString(state, text.replaceFirst(pattern, replacement));
    assertThat(state).content().isNotEqualTo(text);
    assertThatThrownBy(() -> Checkpoint.verify(state.getParent()))
        .isInstanceOf(DamagedCheckpointException.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "", "{\"state\":null,\"fingerprint\":{},\"sha256\":{}}"})
  void stateWithoutContentIsDamage(String content) throws IOException {
    Path state = Files.writeString(newest().resolve("state.json"), content);
    assertThatThrownBy(() -> Checkpoint.verify(state.getParent()))
        .isInstanceOf(DamagedCheckpointException.class)
        .hasMessageContaining("state.json: damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"state.json", "weights.safetensors", "optimizer.safetensors"})
  void missingFileIsDamage(String name) throws IOException {
    Files.delete(newest().resolve(name));
    assertThatThrownBy(() -> Checkpoint.verify(newest()))
        .isInstanceOf(DamagedCheckpointException.class)
        .isInstanceOf(FaultyFileException.class)
        .hasMessageContaining(name + ": damaged: there is no such file");
  }

  @Test
  void newestCutAtAnyOfTwentyLengthsIsPassedOverForTheOneBeforeAndThatIsSaid() throws IOException {
    Checkpoints opened = opened();
    Path before = folders().get(folders().size() - 2);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(Checkpoints.class);
    log.start();
    logger.addAppender(log);
    try {
      for (int cut = 0; cut < 20; cut++) {
        Path file =
            newest()
                .resolve(
                    List.of("weights.safetensors", "optimizer.safetensors", "state.json")
                        .get(cut % 3));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length * cut / 20));
        assertThat(opened.newest().orElseThrow().folder()).isEqualTo(before);
        assertThat(log.list.get(cut).getFormattedMessage())
            .contains(file + ": damaged", "going back to the checkpoint before it");
        Files.write(file, whole);
      }
    } finally {
      logger.detachAppender(log);
    }
    assertThat(opened.newest().orElseThrow().folder()).isEqualTo(newest());
  }

  @Test
  void damagedBestCheckpointIsNamedWithTheRemedy() throws IOException {
    Path best = checkpoints.resolve(Files.readString(checkpoints.resolve("best")).strip());
    Checkpoints opened = opened();
    Files.writeString(best.resolve("weights.safetensors"), "x");
    assertThatThrownBy(opened::best)
        .isInstanceOf(DamagedCheckpointException.class)
        .hasMessageContaining(best.resolve("weights.safetensors") + ": damaged")
        .hasMessageContaining("best checkpoint")
        .hasMessageContaining("name=")
        .hasMessageContaining("delete " + folder.resolve("run"));
  }

  @Test
  void runWhoseCheckpointsAreAllDamagedDoesNotBeginAnew() throws IOException {
    Checkpoints opened = opened();
    for (Path one : folders()) {
      Files.writeString(one.resolve("optimizer.safetensors"), "x");
    }
    assertThatThrownBy(opened::newest)
        .isInstanceOf(DamagedCheckpointException.class)
        .hasMessageContaining("none of the checkpoints")
        .hasMessageContaining(newest().toString())
        .hasMessageContaining("delete " + folder.resolve("run"));
  }

  @Test
  void runWithoutCheckpointBegins() throws IOException {
    Map<String, String> fingerprint = Checkpoint.verify(newest()).fingerprint();
    for (Path one : folders()) {
      DurableFile.deleteFolder(one);
    }
    assertThat(new Checkpoints(checkpoints, fingerprint).newest()).isEmpty();
  }
}
