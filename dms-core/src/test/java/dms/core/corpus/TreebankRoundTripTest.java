package dms.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreebankRoundTripTest {
  @ParameterizedTest
  @CsvSource({
    "ud-icelandic-modern/dev.conllu, 8431",
    "ud-icelandic-modern/train.conllu, 62073",
    "ud-icelandic-icepahc/dev.conllu, 139478",
    "ud-icelandic-icepahc/train.conllu, 705752",
    "ud-english-ewt/dev.conllu, 25147",
    "ud-english-ewt/train.conllu, 204577",
  })
  void treebankComesOutByteForByte(String name, long expectedTokens) throws IOException {
    Path file = CorpusSamples.sharedData(name);
    long tokens = 0;
    try (InputStream expected = new BufferedInputStream(Files.newInputStream(file));
        SentenceReader reader = CorpusFormat.ofFile(file).reader(file);
        SentenceWriter writer = CorpusFormat.CONLLU.writer(new Comparison(expected))) {
      for (var next = reader.read(); next.isPresent(); next = reader.read()) {
        writer.write(next.get());
        tokens += next.get().size();
      }
      writer.flush();
      assertThat(expected.read()).as("rest of " + name).isEqualTo(-1);
    }
    assertThat(tokens).isEqualTo(expectedTokens);
  }

  /** Compares what is written with what is expected, holding neither. */
  private static final class Comparison extends OutputStream {
    private final InputStream expected;
    private long position;

    Comparison(InputStream expected) {
      this.expected = expected;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      byte[] wanted = expected.readNBytes(count);
      for (int i = 0; i < count; i++) {
        if (i >= wanted.length || wanted[i] != bytes[offset + i]) {
          throw new AssertionError("another byte at " + (position + i));
        }
      }
      position += count;
    }
  }
}
