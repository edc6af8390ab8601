package dms.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the results of JMH: rows, a table, JSON. */
class ResultsTest {
  @TempDir Path folder;

  @Test
  void aStepIsTimedAsAWholeAndTellsWhatPreparingTookOfIt() throws IOException {
    Measurement step = rows().get(0);
    assertThat(step.group()).isEqualTo(Measurement.STEP);
    assertThat(step.what()).isEqualTo("modern in-loop");
    assertThat(step.unit()).isEqualTo("step");
    assertThat(step.millis()).isEqualTo(200);
    assertThat(step.tokensPerSecond()).hasValue(2500);
    assertThat(step.bytesPerToken()).hasValue(5000);
    assertThat(step.share()).hasValue(0.02);
  }

  @Test
  void everythingElseIsTimedPerThousandTokens() throws IOException {
    Measurement characters = rows().get(2);
    assertThat(characters.what()).isEqualTo("modern.chars");
    assertThat(characters.unit()).isEqualTo("1,000 tokens");
    assertThat(characters.millis()).isCloseTo(0.15, Offset.offset(1e-9));
    assertThat(characters.error().getAsDouble()).isCloseTo(0.1, Offset.offset(1e-9));
    assertThat(characters.bytesPerToken().getAsDouble()).isCloseTo(90, Offset.offset(1e-6));
    assertThat(characters.share()).isEmpty();
  }

  @Test
  void lemmasAreAlsoTimedPerDistinctRow() throws IOException {
    List<Measurement> lemmas = rows().stream().filter(r -> r.group().equals("lemma")).toList();
    assertThat(lemmas).extracting(Measurement::unit).containsExactly("1,000 tokens", "1,000 rows");
    assertThat(lemmas).extracting(Measurement::millis).containsExactly(100.0, 250.0);
  }

  @Test
  void anErrorThatJmhCannotTellIsNotTold() throws IOException {
    assertThat(rows().get(3).error()).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void theTableIsAlignedAndSeparatesGroups() throws IOException {
    List<String> lines = new ResultTable(rows()).toText().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "group       what                             ms  of             tokens/s     ±  bytes/token  preparing");
    assertThat(lines)
        .contains(
            "step        modern in-loop                  200  step              2,500   5 %        5,000     2.00 %",
            "component   forward modern.chars           1.80  1,000 tokens    555,556     –          100          –",
            "lstmStep    step                           44.0  call                  –   2 %            –          –");
    assertThat(lines.get(1)).isEmpty();
  }

  @Test
  void theTableOfAPageHasTheSameCells() throws IOException {
    assertThat(new ResultTable(rows()).toMarkdown())
        .startsWith(
            "| group | what | ms | of | tokens/s | ± | bytes/token | preparing |\n|---|---|---:")
        .contains("| step | `modern ahead` | 196 | step | 2,551 | 5 % | 5,000 | 0.02 % |\n");
  }

  @Test
  void aReportThatIsWrittenAndReadIsTheSame() throws IOException {
    BenchmarkReport report = Recorded.report(folder);
    report.write(folder.resolve("again.json"));
    assertThat(BenchmarkReport.read(folder.resolve("again.json"))).isEqualTo(report);
  }

  @Test
  void aFileOfSomethingElseIsRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other.json"), "[]");
    assertThatIOException()
        .isThrownBy(() -> BenchmarkReport.read(other))
        .withMessageContaining("other.json: expected an object of about and results");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Measurement.of(new ObjectMapper().readTree("[{\"benchmark\":\"x.y\"}]")))
        .withMessageContaining("expected a list of results of JMH");
  }

  @ParameterizedTest
  @CsvSource({
    "0.00012345, 0.000123",
    "0.12, 0.120",
    "9.996, 10.0",
    "42.44, 42.4",
    "1234.5, '1,235'",
    "0, 0"
  })
  void timesHaveThreeDigits(double millis, String shown) {
    assertThat(Figures.millis(millis)).isEqualTo(shown);
  }

  private List<Measurement> rows() throws IOException {
    Path file = folder.resolve("recorded.json");
    Files.deleteIfExists(file);
    return Recorded.report(folder).measurements();
  }
}
