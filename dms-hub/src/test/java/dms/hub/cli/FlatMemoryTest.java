package dms.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dms.core.component.Prediction;
import dms.core.corpus.Column;
import dms.hub.format.DocumentReader;
import dms.hub.format.DocumentWriter;
import dms.hub.format.InputFormat;
import dms.hub.format.OutputFormat;
import dms.hub.text.TextSplitters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text of any size is tagged in the memory of a small one. */
class FlatMemoryTest {
  @TempDir private Path folder;

  /**
   * 3 MB, which are 600,000 tokens and would take some 250 MB if they were held, through readers,
   * windows and writers; the model is left out.
   */
  static final class Stream {
    private static final int PARAGRAPHS = 3_000;

    private Stream() {}

    public static void main(String[] arguments) throws IOException {
      InputFormat format = InputFormat.valueOf(arguments[0]);
      OutputFormat output = OutputFormat.valueOf(arguments[1]);
      byte[] piece = piece(format).getBytes(StandardCharsets.UTF_8);
      TaggingProgress progress = new TaggingProgress(new PrintWriter(System.err), false, true);
      try (DocumentReader in =
              format.reader(
                  new Repeated(piece, PARAGRAPHS),
                  "generated",
                  new InputFormat.Details(TextSplitters.of("is"), "text", List.of()));
          DocumentWriter out =
              output.writer(
                  OutputStream.nullOutputStream(),
                  new OutputFormat.Details(List.of(), true, true, 100))) {
        new DocumentTagger(
                sentences ->
                    sentences.stream()
                        .map(
                            sentence ->
                                Map.of(
                                    Column.XPOS,
                                    sentence.tokens().stream()
                                        .map(token -> Prediction.of("nkeo", 0.5))
                                        .toList()))
                        .toList(),
                progress)
            .tag(in, out);
      }
    }

    private static String piece(InputFormat format) {
      String sentence = "Hún las bókina og lagði hana á borðið. ";
      return switch (format) {
        case RAW -> sentence.repeat(25) + "\n";
        case JSONL -> "{\"text\":\"" + sentence.repeat(25) + "\"}\n";
        default -> throw new IllegalArgumentException(format.name());
      };
    }
  }

  /** Bytes again and again. */
  private static final class Repeated extends InputStream {
    private final byte[] piece;
    private final long length;
    private long next;

    Repeated(byte[] piece, int times) {
      this.piece = piece;
      this.length = (long) piece.length * times;
    }

    @Override
    public int read() {
      return next == length ? -1 : piece[(int) (next++ % piece.length)];
    }
  }

  @ParameterizedTest
  @CsvSource({"RAW, CONLLU", "RAW, TSV", "JSONL, JSONL"})
  void aLongTextPassesThroughASmallHeap(String input, String output) throws Exception {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Stream.class.getName(),
                input,
                output)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as(() -> log.toFile().length() + " bytes of log").isZero();
  }
}
