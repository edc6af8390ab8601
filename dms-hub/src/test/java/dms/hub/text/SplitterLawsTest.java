package dms.hub.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link TextSplitter} promises, for texts by chance and for hostile ones. */
class SplitterLawsTest {
  private static final Map<String, TextSplitter> SPLITTERS =
      Map.of(
          "is", TextSplitters.of("is"), "en", TextSplitters.of("en"), "th", TextSplitters.of("th"));

  private static final List<String> FRAGMENTS =
      List.of(
          "a",
          "Orð",
          "don't",
          "hv.",
          "U.S.",
          "o.s.frv.",
          "3.",
          "1.234,5",
          "17",
          ".",
          "...",
          "?!",
          ",",
          "\"",
          "“",
          "'",
          "’",
          "(",
          ")",
          "-",
          "--",
          "efnahags-",
          "http://",
          "www.x.is/a",
          "a@b.is",
          "@",
          "#",
          ":)",
          ";",
          "<percent/>",
          "%",
          "$",
          "_",
          "/",
          "&",
          "+",
          "*",
          "\u0301",
          "\u200D",
          "\uFE0F",
          "😀",
          "👍🏽",
          "🇮🇸",
          "🇮",
          "\uD83D",
          "\uDE00",
          "\u0000",
          "\u001F",
          "\u007F",
          "\u00AD",
          "\u200B",
          "\uFEFF",
          "\u200F",
          "שלום",
          "العربية",
          "ไทย",
          "漢字",
          "\u2028",
          "\u2029",
          "\t",
          "\n",
          "\r\n",
          "\n\n",
          " ",
          " ",
          " ",
          " ",
          "\u00A0",
          "\u3000");

  @ParameterizedTest
  @ValueSource(strings = {"is", "en", "th"})
  void lawsHoldForTextsByChance(String language) {
    Random random = new Random(20261124);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(20); n >= 0; n--) {
        text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
      }
      check(text.toString(), SPLITTERS.get(language).split(text.toString()), SplitOptions.DEFAULT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"is", "en", "th"})
  void lawsHoldForEveryUnit(String language) {
    StringBuilder text = new StringBuilder();
    for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
      text.append('a').append((char) unit).append("b ");
    }
    check(text.toString(), SPLITTERS.get(language).split(text.toString()), SplitOptions.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"is", "en", "th"})
  void lawsHoldForNarrowLimits(String language) {
    SplitOptions narrow = new SplitOptions(true, 2, 3);
    TextSplitter splitter = TextSplitters.of(language, narrow);
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      String text =
          random
              .ints(30, 0, FRAGMENTS.size())
              .mapToObj(FRAGMENTS::get)
              .collect(Collectors.joining());
      check(text, splitter.split(text), narrow);
    }
  }

  static List<String> hostileUnits() {
    return List.of(
        "a",
        "!",
        ".",
        "1",
        "-",
        "'",
        "\"",
        "a.",
        "a-",
        "a+a-",
        "a.a-",
        "1,",
        "a@",
        "@",
        "http://",
        "www.",
        "a/",
        "x.is/",
        "<a",
        ":)",
        "👩‍👩‍👧‍👦",
        "🇮🇸",
        "\uD83D",
        "\uDE00",
        "\u0301",
        "\u200D",
        "e\u0301",
        "\u0001",
        "\u2028",
        "\u200F",
        "א",
        "ا",
        "ไ",
        "漢",
        "n't",
        "o.s.frv.",
        "1.",
        "a ",
        ". ",
        "a. ",
        "1. ",
        "\" ",
        "\n",
        " \n");
  }

  @ParameterizedTest
  @MethodSource("hostileUnits")
  void hostileTextTakesTimeAsItsLength(String unit) {
    String text = unit.repeat(300_000 / unit.length());
    for (Map.Entry<String, TextSplitter> splitter : SPLITTERS.entrySet()) {
      long start = cpuMillis();
      List<TextSentence> sentences = splitter.getValue().split(text);
      assertThat(cpuMillis() - start).as(splitter.getKey()).isLessThan(5_000);
      check(text, sentences, SplitOptions.DEFAULT);
    }
  }

  @Test
  void cutTokensKeepSurrogatePairsWhole() {
    List<TextToken> tokens =
        TextSplitters.of("en", new SplitOptions(false, 3, 100)).split("𐐷𐐷𐐷𐐷").stream()
            .flatMap(sentence -> sentence.tokens().stream())
            .toList();

    assertThat(tokens).extracting(TextToken::form).containsExactly("𐐷", "𐐷", "𐐷", "𐐷");
  }

  @Test
  void threadsShareASplitter() throws Exception {
    String text = "Hún las t.d. 3. grein. Hann svaf ekki! ".repeat(50);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (TextSplitter splitter : SPLITTERS.values()) {
        List<TextSentence> alone = splitter.split(text);
        List<Future<List<TextSentence>>> together = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          together.add(threads.submit(() -> splitter.split(text)));
        }
        for (Future<List<TextSentence>> result : together) {
          assertThat(result.get()).isEqualTo(alone);
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void recordsRefuseWhatIsNoToken() {
    TextToken token = new TextToken(3, 5, "ab");
    assertThatIllegalArgumentException().isThrownBy(() -> new TextToken(3, 3, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new TextToken(3, 4, "ab"));
    assertThatIllegalArgumentException().isThrownBy(() -> TextSentence.of(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new TextSentence(2, 5, List.of(token)));
    assertThatIllegalArgumentException().isThrownBy(() -> new SplitOptions(false, 1, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> new SplitOptions(false, 5, 0));
  }

  private static void check(String text, List<TextSentence> sentences, SplitOptions options) {
    int at = 0;
    for (TextSentence sentence : sentences) {
      assertThat(sentence.tokens()).hasSizeBetween(1, options.maxSentenceTokens());
      for (TextToken token : sentence.tokens()) {
        if (!isBlank(text, at, token.begin())
            || token.end() - token.begin() > options.maxTokenLength()
            || !text.regionMatches(token.begin(), token.form(), 0, token.form().length())
            || hasBlank(token.form())) {
          throw new AssertionError("after " + at + " came " + token + " in " + quoted(text));
        }
        at = token.end();
      }
    }
    assertThat(isBlank(text, at, text.length())).as("rest of %s", quoted(text)).isTrue();
  }

  private static boolean isBlank(String text, int begin, int end) {
    return begin <= end
        && IntStream.range(begin, end).allMatch(i -> Blanks.isBlank(text.charAt(i)));
  }

  private static boolean hasBlank(String form) {
    return form.chars().anyMatch(unit -> Blanks.isBlank((char) unit));
  }

  private static String quoted(String text) {
    return text.chars()
        .limit(200)
        .mapToObj(unit -> unit < 0x7F && unit >= ' ' ? "" + (char) unit : "\\u%04X".formatted(unit))
        .collect(Collectors.joining());
  }

  private static long cpuMillis() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
  }
}
