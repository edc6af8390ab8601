package dms.train.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
  @TempDir Path folder;

  @Test
  void fieldsKeepTheirOrder() throws IOException {
    Path file = folder.resolve("runs/a/metrics.jsonl");
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      LinkedHashMap<String, Object> fields = fields("step", 3L);
      fields.put("loss", 0.25);
      fields.put("best", true);
      fields.put("a \"name\"", "þrír\n");
      log.append(fields);
    }
    assertThat(file)
        .hasContent("{\"step\":3,\"loss\":0.25,\"best\":true,\"a \\\"name\\\"\":\"þrír\\n\"}\n");
  }

  @Test
  void numbersThatJsonLacksBecomeStrings() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      log.append(fields("a", Double.NaN));
      log.append(fields("b", Double.NEGATIVE_INFINITY));
      log.append(fields("c", Float.POSITIVE_INFINITY));
    }
    assertThat(file).hasContent("{\"a\":\"NaN\"}\n{\"b\":\"-Infinity\"}\n{\"c\":\"Infinity\"}\n");
  }

  @Test
  void lineIsInTheFileAtOnce() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      log.append(fields("step", 1));
      log.sync();
      assertThat(file).hasContent("{\"step\":1}\n");
      assertThat(log.length()).isEqualTo(Files.size(file)).isEqualTo(11);
    }
  }

  @Test
  void resumedLogEqualsAnUninterruptedOne() throws IOException {
    Path straight = folder.resolve("straight.jsonl");
    try (MetricsLog log = MetricsLog.open(straight, 0)) {
      for (int step = 0; step < 10; step++) {
        log.append(fields("step", step));
      }
    }
    Path resumed = folder.resolve("resumed.jsonl");
    long checkpoint = 0;
    try (MetricsLog log = MetricsLog.open(resumed, 0)) {
      for (int step = 0; step < 7; step++) {
        checkpoint = step == 5 ? log.length() : checkpoint;
        log.append(fields("step", step));
      }
    }
    Files.writeString(resumed, Files.readString(resumed) + "{\"ste");
    try (MetricsLog log = MetricsLog.open(resumed, checkpoint)) {
      assertThat(log.length()).isEqualTo(checkpoint);
      for (int step = 5; step < 10; step++) {
        log.append(fields("step", step));
      }
    }
    assertThat(resumed).hasSameBinaryContentAs(straight);
  }

  @Test
  void newRunBeginsAnEmptyLog() throws IOException {
    Path file = Files.writeString(folder.resolve("metrics.jsonl"), "old\n");
    MetricsLog.open(file, 0).close();
    assertThat(file).isEmptyFile();
  }

  @Test
  void logShorterThanTheCheckpointSaysIsRefusedAndKept() throws IOException {
    Path file = Files.writeString(folder.resolve("metrics.jsonl"), "{}\n");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> MetricsLog.open(file, 4))
        .withMessage("%s: expected at least 4 bytes, found 3", file);
    assertThat(file).hasContent("{}\n");
  }

  @Test
  void cutWithinALineIsRefusedAndNothingIsCut() throws IOException {
    Path file = Files.writeString(folder.resolve("metrics.jsonl"), "{}\n{}\n");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> MetricsLog.open(file, 4))
        .withMessage("%s: expected the end of a line at byte 4", file);
    assertThat(file).hasContent("{}\n{}\n");
  }

  @Test
  void absentLogCannotBeResumed() {
    Path file = folder.resolve("metrics.jsonl");
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> MetricsLog.open(file, 4));
    assertThat(file).doesNotExist();
  }

  @Test
  void valuesOfOtherKindsAreRefusedAndNothingIsWritten() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MetricsLog.open(file, -1))
        .withMessage("keepBytes: expected a non-negative number, found -1");
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> log.append(fields("a", List.of(1))))
          .withMessage("a: expected a number, string or truth value, found [1]");
      assertThatIllegalArgumentException().isThrownBy(() -> log.append(fields("a", null)));
    }
    assertThat(file).isEmptyFile();
  }

  @Test
  void closedLogRefusesLines() throws IOException {
    MetricsLog log = MetricsLog.open(folder.resolve("metrics.jsonl"), 0);
    log.close();
    log.close();
    assertThatExceptionOfType(ClosedChannelException.class)
        .isThrownBy(() -> log.append(fields("a", 1)));
  }

  private static LinkedHashMap<String, Object> fields(String name, Object value) {
    LinkedHashMap<String, Object> fields = new LinkedHashMap<>();
    fields.put(name, value);
    return fields;
  }
}
