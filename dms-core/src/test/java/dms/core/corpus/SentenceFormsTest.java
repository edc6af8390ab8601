package dms.core.corpus;

import static dms.core.corpus.CorpusSamples.conllu;
import static dms.core.corpus.CorpusSamples.row;
import static dms.core.corpus.CorpusSamples.text;
import static dms.core.corpus.CorpusSamples.tsv;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One set of sentences in the fifteen forms in which files come, through every reader. */
class SentenceFormsTest {
  private static final List<List<String>> FORMS =
      List.of(List.of("Ég", "sé", "þ\u00A0ú", "."), List.of("\"", "#", "_"), List.of("Ö"));

  private static String file(CorpusFormat format) {
    StringBuilder file = new StringBuilder(format == CorpusFormat.TSV ? "form\ttag\n" : "");
    for (List<String> sentence : FORMS) {
      switch (format) {
        case TEXT -> file.append(String.join(" ", sentence));
        case TSV -> sentence.forEach(form -> file.append(form).append("\tx\n"));
        case CONLLU -> {
          for (int i = 0; i < sentence.size(); i++) {
            file.append(row(Integer.toString(i + 1), sentence.get(i)));
          }
        }
      }
      file.append('\n');
    }
    return file.toString();
  }

  private static List<List<String>> read(CorpusFormat format, String file) throws IOException {
    List<Sentence> sentences =
        switch (format) {
          case CONLLU -> conllu(file);
          case TSV -> tsv(file);
          case TEXT -> text(file);
        };
    return sentences.stream().map(CorpusSamples::forms).toList();
  }

  static Stream<Arguments> acceptedForms() {
    UnaryOperator<String> nfd = text -> Normalizer.normalize(text, Normalizer.Form.NFD);
    return Stream.of(CorpusFormat.values())
        .flatMap(
            format ->
                Stream.of(
                    arguments(format, "LF", UnaryOperator.<String>identity()),
                    arguments(format, "CRLF", unary(text -> text.replace("\n", "\r\n"))),
                    arguments(format, "byte order mark", unary(text -> "\uFEFF" + text)),
                    arguments(format, "no last line end", unary(String::stripTrailing)),
                    arguments(format, "three empty lines", unary(SentenceFormsTest::spread)),
                    arguments(format, "NFD", nfd)));
  }

  private static UnaryOperator<String> unary(UnaryOperator<String> change) {
    return change;
  }

  private static String spread(String text) {
    return text.replace("\n\n", "\n\n\n\n") + "\n\n\n";
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("acceptedForms")
  void acceptedFormGivesTheSameTokensWithTheirBytes(
      CorpusFormat format, String name, UnaryOperator<String> change) throws IOException {
    List<List<String>> expected =
        name.equals("NFD")
            ? FORMS.stream().map(sentence -> sentence.stream().map(change).toList()).toList()
            : FORMS;

    assertThat(read(format, change.apply(file(format)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void loneCarriageReturnsAreRefused(CorpusFormat format) {
    String file = file(format).replace('\n', '\r');

    assertThatThrownBy(() -> read(format, file))
        .isInstanceOf(CorpusFormatException.class)
        .hasMessageContaining(":1: expected line ends LF or CRLF");
  }

  @ParameterizedTest
  @EnumSource
  void malformedUtf8IsRefusedWithItsLine(CorpusFormat format) {
    byte[] bytes = file(format).getBytes(StandardCharsets.ISO_8859_1);
    int line = format == CorpusFormat.TSV ? 2 : 1;

    assertThatThrownBy(
            () -> {
              try (var reader = format.reader(new ByteArrayInputStream(bytes), "dev")) {
                reader.readAll();
              }
            })
        .isInstanceOf(CorpusFormatException.class)
        .hasMessageContaining("dev:" + line + ": expected UTF-8, found the byte 0xC9");
  }

  @ParameterizedTest
  @EnumSource
  void emptyFileHasNoSentences(CorpusFormat format) throws IOException {
    assertThat(read(format, "")).isEmpty();
    assertThat(read(format, "\uFEFF")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CONLLU", "TSV"})
  void lineOfBlanksBetweenSentencesIsRefused(CorpusFormat format) {
    for (String blank : List.of("\t", " ", " \t ")) {
      String file = file(format).replaceFirst("\n\n", "\n" + blank + "\n");
      int line = format == CorpusFormat.TSV ? 6 : 5;

      assertThatThrownBy(() -> read(format, file))
          .isInstanceOf(CorpusFormatException.class)
          .hasMessageContaining(":" + line + ": expected an empty line, found one of blanks");
    }
  }

  @Test
  void lineOfBlanksInTextHasNoTokensAndIsPassedOver() throws IOException {
    assertThat(read(CorpusFormat.TEXT, "a  b\n \t \n\u00A0 \n\n c\td \n"))
        .containsExactly(List.of("a", "b"), List.of("c", "d"));
  }

  @ParameterizedTest
  @EnumSource(names = {"CONLLU", "TSV"})
  void oneCellTooManyOrTooFewIsRefusedWithItsLine(CorpusFormat format) {
    int line = format == CorpusFormat.TSV ? 3 : 2;
    String more = file(format).replaceFirst("(sé.*)\n", "$1\t_\n");
    String fewer = file(format).replaceFirst("(sé.*)\t.\n", "$1\n");

    for (String file : List.of(more, fewer)) {
      assertThatThrownBy(() -> read(format, file))
          .isInstanceOf(CorpusFormatException.class)
          .hasMessageContaining(":" + line + ": expected ");
    }
  }
}
