package dms.train.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileWriterTest {
  /** What TensorBoard itself writes for the same events: tools/golden/event_file.py write. */
  private static final String GOLDEN =
      """
      1800000000000000a37f4b2209000020406e55da411a0d627261696e2e4576656e743a3284ffcb71
      1800000000000000a37f4b2209000050406e55da412a0d0a0b0a046c6f7373150000000088ffacd7
      2500000000000000eabc36f309000080406e55da4110ac022a170a150a0e6465762f6ec3a16b76c3a6\
      6d6e69150000703f13cd48fb
      1f00000000000000514b4418090000c0406e55da41108080808080202a0d0a0b0a046c6f7373150000807f\
      aa192b06
      100000000000000095fbfe1809000000416e55da4110ac023a020801009d1e1a
      """;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00.5Z");

  @TempDir Path folder;

  @Test
  void fileHasTheBytesThatTensorBoardWrites() throws IOException {
    Path file;
    try (EventFileWriter writer = writer()) {
      writer.scalar("loss", 0, 0, Instant.parse("2026-01-01T00:00:01.25Z"));
      writer.scalar("dev/nákvæmni", 300, 0.9375, Instant.parse("2026-01-01T00:00:02Z"));
      writer.scalar(
          "loss", 1L << 40, Double.POSITIVE_INFINITY, Instant.parse("2026-01-01T00:00:03Z"));
      file = writer.file();
    }
    assertThat(Files.readAllBytes(file)).startsWith(golden(4));
  }

  @Test
  void resumptionHasTheBytesThatTensorBoardWrites() throws IOException {
    Path file;
    try (EventFileWriter writer = new EventFileWriter(folder, at("2026-01-01T00:00:04Z"))) {
      writer.resumeAt(300);
      file = writer.file();
    }
    byte[] versionRecord = new byte[golden(1).length];
    byte[] all = Files.readAllBytes(file);
    byte[] resumption = Arrays.copyOfRange(all, versionRecord.length, all.length);
    String lastLine = GOLDEN.strip().substring(GOLDEN.strip().lastIndexOf('\n') + 1);
    assertThat(HexFormat.of().formatHex(resumption)).isEqualTo(lastLine);
  }

  @Test
  void pointsWithoutTimeGetThatOfTheClock() throws IOException {
    try (EventFileWriter one = writer();
        EventFileWriter other = writer()) {
      one.scalar("loss", 3, 0.5);
      other.scalar("loss", 3, 0.5, START);
      one.flush();
      other.flush();
      assertThat(one.file()).hasSameBinaryContentAs(other.file());
    }
  }

  @Test
  void fileNameIsTheSameWhateverDigitsTheLanguageHas() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try (EventFileWriter writer = writer()) {
      assertThat("%d".formatted(1)).isEqualTo("١");
      assertThat(writer.file().getFileName().toString()).contains(".1767225600.").endsWith(".0");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void fileNameTellsTheSecondAndIsNeverTakenTwice() throws IOException {
    Path nested = folder.resolve("runs/a");
    try (EventFileWriter one = new EventFileWriter(nested, Clock.fixed(START, ZoneOffset.UTC));
        EventFileWriter other = new EventFileWriter(nested, Clock.fixed(START, ZoneOffset.UTC))) {
      assertThat(one.file().getFileName().toString())
          .matches("events\\.out\\.tfevents\\.1767225600\\.[A-Za-z0-9._-]+\\.\\d+\\.0");
      assertThat(other.file().getFileName().toString()).endsWith(".1");
      assertThat(one.file()).hasParent(nested);
    }
  }

  @Test
  void flushedPointsAreInTheFile() throws IOException {
    try (EventFileWriter writer = writer()) {
      writer.flush();
      assertThat(Files.readAllBytes(writer.file())).isEqualTo(golden(1));
    }
  }

  @Test
  void blankTagAndNegativeStepAreRefused() throws IOException {
    try (EventFileWriter writer = writer()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.scalar(" ", 0, 0))
          .withMessage("tag: expected a name, found a blank string");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.scalar("loss", -1, 0))
          .withMessage("step: expected a non-negative number, found -1");
      assertThatIllegalArgumentException().isThrownBy(() -> writer.resumeAt(-1));
    }
  }

  @Test
  void closedWriterRefusesPoints() throws IOException {
    EventFileWriter writer = writer();
    writer.close();
    writer.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> writer.scalar("loss", 0, 0))
        .withMessageEndingWith("the event file is closed");
  }

  private EventFileWriter writer() throws IOException {
    return new EventFileWriter(folder, Clock.fixed(START, ZoneOffset.UTC));
  }

  private static Clock at(String time) {
    return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
  }

  /** The first records of the golden file. */
  private static byte[] golden(int records) {
    return HexFormat.of().parseHex(String.join("", GOLDEN.lines().limit(records).toList()));
  }
}
