package dms.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dms.components.config.ConfigurationException;
import dms.components.vectors.VectorFormatException;
import dms.core.component.ComponentException;
import dms.core.corpus.CorpusFormatException;
import dms.core.file.FaultyFileException;
import dms.core.weights.WeightsFormatException;
import dms.hub.bundle.BundleFormatException;
import dms.hub.catalogue.DownloadException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Each kind of failure has its exit code and a message that stands alone. */
class ErrorReportTest {
  @Command(name = "failing")
  static final class Failing implements Callable<Integer> {
    private final Exception failure;
    @Mixin private CommonOptions common;

    Failing(Exception failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  static final class Coded extends IOException implements ExitCoded {
    private static final long serialVersionUID = 1L;

    Coded(String message) {
      super(message);
    }

    @Override
    public int exitCode() {
      return ExitCodes.DIVERGED;
    }
  }

  /** As an outside component has them for files of its own. */
  static final class Outside extends FaultyFileException {
    private static final long serialVersionUID = 1L;

    Outside(String message) {
      super(message);
    }
  }

  static Stream<Arguments> failures() {
    Path file = Path.of("f");
    RuntimeException inner = new IllegalStateException("shape");
    return Stream.of(
        arguments(new ConfigurationException("no such key"), 78, "no such key"),
        arguments(CorpusFormatException.ofLine("a.tsv", 3, "bad"), 65, "a.tsv:3: bad"),
        arguments(new BundleFormatException(file, "changed"), 65, "f: changed"),
        arguments(new WeightsFormatException(file, "short"), 65, "f: short"),
        arguments(new VectorFormatException("v.vec", "cut"), 65, "v.vec: cut"),
        arguments(new Outside("own.bin: bent"), 65, "own.bin: bent"),
        arguments(new NoSuchFileException("f"), 66, "f: there is no such file"),
        arguments(new NoSuchFileException("f", null, "gone"), 66, "f: gone"),
        arguments(new AccessDeniedException("f"), 77, "f: no permission"),
        arguments(new DownloadException("gone"), 69, "gone"),
        arguments(new IOException("disk"), 74, "disk"),
        arguments(new Coded("diverged"), ExitCodes.DIVERGED, "diverged"),
        arguments(new UncheckedIOException(new NoSuchFileException("f")), 66, "f: there is no"),
        arguments(new IllegalArgumentException("threads: 0"), 64, "threads: 0"),
        arguments(new ComponentException("xpos", "forward", "Batch", inner), 70, "xpos: forward"),
        arguments(new IllegalStateException("closed"), 70, "closed"),
        arguments(new IndexOutOfBoundsException("5"), 70, "IndexOutOfBoundsException: 5"),
        arguments(new IllegalStateException(), 70, "java.lang.IllegalStateException"));
  }

  private static int run(Exception failure, StringWriter err, String... arguments) {
    return new CommandLine(new Failing(failure))
        .setExecutionExceptionHandler(new ErrorReport())
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureHasItsCodeAndOneLine(Exception failure, int code, String message) {
    StringWriter err = new StringWriter();
    assertThat(run(failure, err)).isEqualTo(code);
    assertThat(err.toString()).startsWith("error: ").contains(message);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void verboseAddsTheStackTrace() {
    StringWriter err = new StringWriter();
    assertThat(run(new IOException("disk"), err, "--verbose")).isEqualTo(74);
    assertThat(err.toString()).startsWith("error: disk").contains("\tat dms.hub.cli");
  }
}
