package dms.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorpusStreamingTest {
  private static final long CORPUS_BYTES = 50L << 20;
  private static final long MAX_LIVE_BYTES = 16L << 20;

  @ParameterizedTest
  @EnumSource
  void fiftyMegabytesPassThroughASmallHeap(CorpusFormat format) throws IOException {
    long before = liveBytes();
    long sentences = 0;
    InputStream in = new GeneratedInput(number -> sentence(format, number), CORPUS_BYTES);
    CorpusFormat written = format == CorpusFormat.TEXT ? CorpusFormat.CONLLU : format;
    try (SentenceReader reader = format.reader(in, "generated");
        SentenceWriter writer = written.writer(OutputStream.nullOutputStream())) {
      for (var next = reader.read(); next.isPresent(); next = reader.read()) {
        writer.write(next.get());
        sentences++;
        if (sentences % 100_000 == 0) {
          assertThat(liveBytes() - before).isLessThan(MAX_LIVE_BYTES);
        }
      }
      assertThat(liveBytes() - before).isLessThan(MAX_LIVE_BYTES);
    }
    assertThat(sentences).isGreaterThan(100_000);
  }

  private static String sentence(CorpusFormat format, long number) {
    String form = "orð" + number;
    return switch (format) {
      case CONLLU ->
          "# sent_id = %d\n1\t%s\t%s\tNOUN\tN-N\tCase=Nom|Gender=Masc|Number=Sing\t2\tnsubj\t_\t_\n"
                  .formatted(number, form, form)
              + "2\t.\t.\tPUNCT\t.\t_\t0\tpunct\t_\t_\n\n";
      case TSV ->
          (number == 0 ? "form\tlemma\ttag\n" : "")
              + (form + "\t" + form + "\tNOUN\n").repeat(4)
              + "\n";
      case TEXT -> (form + " sem er langt , ").repeat(10) + "\n";
    };
  }

  private static long liveBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @ParameterizedTest
  @EnumSource
  void lineWithoutEndIsRefusedBeforeItFillsTheHeap(CorpusFormat format) throws IOException {
    InputStream in = new GeneratedInput(number -> "a".repeat(1000), CORPUS_BYTES);
    try (SentenceReader reader = format.reader(in, "generated")) {
      assertThatThrownBy(reader::readAll)
          .isInstanceOf(CorpusFormatException.class)
          .hasMessageContaining("generated:1: expected a line of at most 16777216 bytes");
    }
  }

  @Test
  void sentenceWithoutEndIsRefusedBeforeItFillsTheHeap() throws IOException {
    InputStream in = new GeneratedInput(number -> number == 0 ? "form\n" : "a\n", CORPUS_BYTES);
    try (SentenceReader reader = new TsvReader(in, "generated")) {
      assertThatThrownBy(reader::readAll)
          .isInstanceOf(CorpusFormatException.class)
          .hasMessageContaining("generated:1000002: expected a sentence of at most 1000000 lines");
    }
  }

  @Test
  void tokenOfAMegabyteIsRead() throws IOException {
    String form = "þ".repeat(1 << 20);
    try (SentenceReader reader = new TextReader(CorpusSamples.stream("x " + form), "dev.txt")) {
      assertThat(reader.readAll().get(0).tokens().get(1).form()).isEqualTo(form);
    }
  }

  @Test
  void treebankOfSevenHundredThousandTokensFitsInAHundredMegabytes() throws IOException {
    var file = CorpusSamples.sharedData("ud-icelandic-icepahc/train.conllu");
    long before = liveBytes();
    try (SentenceReader reader = CorpusFormat.CONLLU.reader(file)) {
      var sentences = reader.readAll();
      long megabytes = (liveBytes() - before) >> 20;

      assertThat(sentences).hasSize(31_669);
      assertThat(megabytes).isLessThan(100);
    }
  }

  /** A stream of generated pieces that is nowhere whole. */
  private static final class GeneratedInput extends InputStream {
    private final LongFunction<String> pieces;
    private final long size;
    private long given;
    private long number;
    private byte[] piece = new byte[0];
    private int next;

    GeneratedInput(LongFunction<String> pieces, long size) {
      this.pieces = pieces;
      this.size = size;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
      if (next == piece.length) {
        if (given >= size) {
          return -1;
        }
        piece = pieces.apply(number++).getBytes(StandardCharsets.UTF_8);
        given += piece.length;
        next = 0;
      }
      int copied = Math.min(count, piece.length - next);
      System.arraycopy(piece, next, target, offset, copied);
      next += copied;
      return copied;
    }
  }
}
