package dms.hub.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dms.hub.text.TextSplitter;
import dms.hub.text.TextSplitters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RawTextReaderTest {
  /** More than a line of a corpus may have. */
  private static final int TIMES = 1_200;

  private static InputStream repeated(String text, int times) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new SequenceInputStream(
        Collections.enumeration(
            Collections.nCopies(times, bytes).stream()
                .map(ByteArrayInputStream::new)
                .collect(Collectors.toList())));
  }

  @Test
  void aLineOfAnyLengthIsSplitPieceByPiece() throws IOException {
    for (String piece : List.of("orð og ".repeat(2_500), "orð".repeat(5_000))) {
      long[] longestAndAll = new long[2];
      TextSplitter counting =
          text -> {
            longestAndAll[0] = Math.max(longestAndAll[0], text.length());
            longestAndAll[1] += text.length();
            return List.of();
          };
      try (RawTextReader reader = new RawTextReader(repeated(piece, TIMES), "a.txt", counting)) {
        while (reader.read().isPresent()) {}
      }
      assertThat(longestAndAll[0]).isLessThan(1 << 21);
      // The last blank of a text is not part of it.
      assertThat(longestAndAll[1]).isCloseTo((long) TIMES * piece.length(), within(1L));
    }
  }

  @Test
  void tokensOfALongLineAreThoseOfItsSentences() throws IOException {
    String sentence = "Hún las bókina og lagði hana á borðið. ";
    int times = 20_000;
    long tokens = 0;
    try (RawTextReader reader =
        new RawTextReader(repeated(sentence, times), "a.txt", TextSplitters.of("is"))) {
      for (Optional<Document> d = reader.read(); d.isPresent(); d = reader.read()) {
        tokens += d.get().tokens();
        assertThat(d.get().tokens()).isLessThan(100_000);
      }
    }
    assertThat(tokens).isEqualTo(9L * times);
  }
}
