package dms.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code doctor} answers in lines that a person and a program can read. */
class DoctorCommandTest {
  @Test
  void verboseTellsHowLibtorchWasBuilt() {
    StringWriter out = new StringWriter();
    new CommandLine(new DoctorCommand()).setOut(new PrintWriter(out)).execute("--verbose");
    assertThat(out.toString()).contains("libtorch build: PyTorch built with:");
  }

  @Test
  void everyLineIsKeyAndValueAndTheSmokeTestPasses() {
    StringWriter out = new StringWriter();
    int code = new CommandLine(new DoctorCommand()).setOut(new PrintWriter(out)).execute();
    List<String> lines = out.toString().lines().toList();
    assertThat(code).as(out.toString()).isEqualTo(ExitCodes.OK);
    assertThat(lines).allMatch(line -> line.matches("[a-zA-Z0-9_ ]+: .+"));
    assertThat(lines.stream().map(line -> line.substring(0, line.indexOf(": "))))
        .contains(
            "dms",
            "java",
            "system",
            "processors",
            "memory",
            "native cache",
            "libtorch",
            "blas",
            "threading layer",
            "threads",
            "GOMP_SPINCOUNT",
            "devices",
            "cuda",
            "smoke test on cpu");
    assertThat(out.toString())
        .containsPattern("dms: \\d+\\.\\d+")
        .containsPattern(
            "smoke test on cpu: passed; matrix product 512 x 512 in .* ms, LSTM in .* ms");
  }
}
