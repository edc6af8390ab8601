package dms.core.corpus;

import static dms.core.corpus.CorpusSamples.conllu;
import static dms.core.corpus.CorpusSamples.forms;
import static dms.core.corpus.CorpusSamples.row;
import static dms.core.corpus.CorpusSamples.writeConllu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConlluRoundTripTest {
  static Stream<Arguments> validFiles() {
    return Stream.of(
        arguments("two sentences", row("1", "a") + "\n" + row("1", "b") + "\n"),
        arguments("head, tag and lemma missing", row("1", "a") + row("2", "b") + "\n"),
        arguments("tree that is none", "1\ta\t_\t_\t_\t_\t99\tx\t0:y\t_\n\n"),
        arguments("blanks inside a form", row("1", "10 000") + row("2", "þ\u00A0ú") + "\n"),
        arguments(
            "comments of any kind", "#\n##\n#x\n# a\tb \n#sent_id=1\n" + row("1", "a") + "\n"),
        arguments("range of one word", row("1-1", "a") + row("1", "a") + "\n"),
        arguments(
            "ranges side by side",
            row("1-2", "ab")
                + row("1", "a")
                + row("2", "b")
                + row("3-4", "cd")
                + row("3", "c")
                + row("4", "d")
                + "\n"),
        arguments(
            "empty nodes at the start, in a range, at the end",
            row("0.1", "_")
                + row("0.2", "_")
                + row("1-2", "ab")
                + row("1", "a")
                + row("1.1", "_")
                + row("2", "b")
                + row("2.1", "_")
                + "\n"),
        arguments(
            "ten empty nodes",
            Stream.iterate(1, n -> n + 1)
                    .limit(10)
                    .map(n -> row("0." + n, "_"))
                    .reduce("", String::concat)
                + row("1", "a")
                + "\n"),
        arguments(
            "decomposed and right-to-left letters", row("1", "e\u0301") + row("2", "שלום") + "\n"),
        arguments("plus in a tag", "1\ta\t_\t_\tADV+WQ\t_\t_\t_\t_\tA|B=|=|C=1=2\n\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("validFiles")
  void validFileComesOutAsItCame(String name, String file) throws IOException {
    assertThat(writeConllu(conllu(file))).isEqualTo(file);
    assertThat(writeConllu(conllu("\uFEFF" + file.replace("\n", "\r\n")))).isEqualTo(file);
    assertThat(writeConllu(conllu(file.stripTrailing()))).isEqualTo(file);
    assertThat(writeConllu(conllu("\n\n" + file + "\n\n"))).isEqualTo(file);
  }

  @Test
  void sentencesKnowTheLineWhereTheyBegin() throws IOException {
    String file = "\n# c\n" + row("1", "a") + "\n\n" + row("1", "b");

    assertThat(conllu(file))
        .extracting(Sentence::source)
        .containsExactly("dev.conllu:2", "dev.conllu:6");
  }

  @Test
  void equalValuesOfACorpusAreOneObject() throws IOException {
    var sentences = conllu(row("1", "hestur") + "\n" + row("1", "hestur") + "\n");

    assertThat(sentences.get(0).tokens().get(0).form())
        .isSameAs(sentences.get(1).tokens().get(0).form());
  }

  @Test
  void failedReadLeavesAReaderThatDoesNotGoOnInTheMiddle() throws IOException {
    byte[] bytes = row("1", "a").getBytes(StandardCharsets.UTF_8);
    FilterInputStream failing =
        new FilterInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          public int read(byte[] target, int offset, int count) throws IOException {
            if (available() == 0) {
              throw new IOException("disk gone");
            }
            return super.read(target, offset, 3);
          }
        };
    try (SentenceReader reader = new ConlluReader(failing, "dev.conllu")) {
      assertThatThrownBy(reader::read).isInstanceOf(IOException.class).hasMessage("disk gone");
      assertThatThrownBy(reader::read)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("dev.conllu: the reader failed at line 2");
    }
  }

  @Test
  void bytesThatComeOneByOneMakeTheSameTokens() throws IOException {
    FilterInputStream slow =
        new FilterInputStream(CorpusSamples.stream("\uFEFF" + row("1", "þú") + "\r\n")) {
          @Override
          public int read(byte[] target, int offset, int count) throws IOException {
            return super.read(target, offset, 1);
          }
        };
    try (SentenceReader reader = new ConlluReader(slow, "dev.conllu")) {
      assertThat(forms(reader.read().orElseThrow())).containsExactly("þú");
    }
  }
}
