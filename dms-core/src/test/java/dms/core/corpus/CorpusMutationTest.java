package dms.core.corpus;

import static dms.core.corpus.CorpusSamples.conllu;
import static dms.core.corpus.CorpusSamples.row;
import static dms.core.corpus.CorpusSamples.tsv;
import static dms.core.corpus.CorpusSamples.writeConllu;
import static dms.core.corpus.CorpusSamples.writeTsv;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes and the strings: a clear refusal, or tokens that come back as they were. */
class CorpusMutationTest {
  private static final int MUTATIONS = 5_000;
  private static final byte[] TELLING = "\t\n\r #_-.01239\"\\|=".getBytes(StandardCharsets.UTF_8);

  private static byte[] sound(CorpusFormat format) {
    String file =
        switch (format) {
          case CONLLU ->
              ("# sent_id = 1\n"
                      + row("1-2", "ab")
                      + row("1", "a")
                      + row("1.1", "x")
                      + row("2", "þú"))
                  .concat("\n")
                  .repeat(2);
          case TSV -> "form\ttag\nÉg\tx\n\"\t\n\n#\ty\nð\t_\n\n";
          case TEXT -> "Ég er hér .\n\nþú  ert\t\"þar\" !\n";
        };
    return file.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(4)) {
        case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> changed[at] = TELLING[random.nextInt(TELLING.length)];
        case 2 -> changed = Arrays.copyOf(changed, at + 1);
        default -> changed[at] = changed[random.nextInt(changed.length)];
      }
    }
    return changed;
  }

  @ParameterizedTest
  @EnumSource
  void mutatedFileIsRefusedOrItsTokensComeBack(CorpusFormat format) throws IOException {
    Random random = new Random(20260101);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = mutated(sound(format), random);
      try (SentenceReader reader = format.reader(new ByteArrayInputStream(bytes), "mutated")) {
        List<Sentence> sentences = reader.readAll();
        assertThat(tokensBack(format, sentences))
            .isEqualTo(sentences.stream().map(Sentence::tokens).toList());
      } catch (CorpusFormatException e) {
        assertThat(e).hasMessageStartingWith("mutated:" + e.line() + ": ");
        assertThat(e.line()).isBetween(1L, 20L);
        refused++;
      }
    }
    assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS);
  }

  private static List<List<Token>> tokensBack(CorpusFormat format, List<Sentence> sentences)
      throws IOException {
    if (sentences.isEmpty()) {
      return List.of();
    }
    String[] columns =
        sentences.get(0).schema().columns().stream().map(Column::spec).toArray(String[]::new);
    List<Sentence> back =
        format == CorpusFormat.TSV
            ? tsv(writeTsv(sentences, columns))
            : conllu(writeConllu(sentences));
    return back.stream().map(Sentence::tokens).toList();
  }

  @Test
  void anyStringIsRefusedAsFormOrComesBackFromBothFormats() throws IOException {
    Random random = new Random(33);
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      String form = randomString(random);
      boolean broken = Text.isBlank(form) || form.matches("(?s).*[\t\n\r].*") || !isEncodable(form);
      try {
        kept.add(Token.ofForm(form).form());
      } catch (IllegalArgumentException e) {
        assertThat(broken).as(Text.quote(form)).isTrue();
      }
    }
    Sentence sentence = Sentence.ofForms(kept);

    assertThat(kept).hasSizeGreaterThan(5_000);
    assertThat(conllu(writeConllu(List.of(sentence))).get(0).tokens()).isEqualTo(sentence.tokens());
    assertThat(CorpusSamples.forms(tsv(writeTsv(List.of(sentence), "form")).get(0)))
        .isEqualTo(kept);
  }

  private static boolean isEncodable(String form) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(form);
  }

  private static String randomString(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      switch (random.nextInt(8)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append((char) (0xD800 + random.nextInt(0x800)));
        case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        case 3 -> text.append("\u00A0\u2028\u0085\uFEFF\u200D\u202E".charAt(random.nextInt(6)));
        default -> text.append((char) (0x21 + random.nextInt(0x300)));
      }
    }
    return text.toString();
  }
}
