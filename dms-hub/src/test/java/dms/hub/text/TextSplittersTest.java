package dms.hub.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In the tables a blank stands between tokens and {@code ||} between sentences. */
class TextSplittersTest {
  private static final TextSplitter ICELANDIC = TextSplitters.of("is");
  private static final TextSplitter ENGLISH = TextSplitters.of("en");

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '~',
      value = {
        "Hún las bókina. > Hún las bókina .",
        "Hún las. Hann svaf. > Hún las . || Hann svaf .",
        "Ég þakka hv. þingmanni fyrir. > Ég þakka hv. þingmanni fyrir .",
        "Hæstv. forseti! Hvað nú? > Hæstv. forseti ! || Hvað nú ?",
        "T.d. hundar, kettir o.s.frv. og a.m.k. ein kýr. "
            + "> T. d. hundar , kettir o. s. frv. og a. m. k. ein kýr .",
        "Hundar, kettir o.s.frv. Þá kom hún. > Hundar , kettir o. s. frv . || Þá kom hún .",
        "Það er, þ.e.a.s. ef a. m. k. einn kemur. "
            + "> Það er , þ. e. a. s. ef a. m. k. einn kemur .",
        "Sbr. 3. gr. laga nr. 48/2011. > Sbr. 3. gr. laga nr. 48/2011 .",
        "Á milli 2. og 3. umr. > Á milli 2. og 3. umr .",
        "Jón fæddist 17. júní 1944. > Jón fæddist 17. júní 1944 .",
        "Það var árið 1995. Þá kom hún. > Það var árið 1995 . || Þá kom hún .",
        "Þann 24.11.2026 kl. 14:30. > Þann 24.11.2026 kl. 14:30 .",
        "Hún greiddi 1.234,5 kr. fyrir. > Hún greiddi 1.234,5 kr. fyrir .",
        "Verðið er 500 kr. Hún keypti. > Verðið er 500 kr . || Hún keypti .",
        "KR. Hún hélt með KR. > KR . || Hún hélt með KR .",
        "IV. kafli laganna > IV. kafli laganna",
        "Um 15,5% og 70-100 km > Um 15,5 % og 70 - 100 km",
        "EES-samningurinn og efnahags- og skattamál "
            + "> EES-samningurinn og efnahags- og skattamál",
        "Vefurinn gogn.island.is er hér. > Vefurinn gogn.island.is er hér .",
        "Sjá https://island.is/a?b=1&c=2. Takk > Sjá https://island.is/a?b=1&c=2 . || Takk",
        "Sendu á jon.j@hi.is, takk > Sendu á jon.j@hi.is , takk",
        "H. C. Andersen og Pétur H. Blöndal > H. C. Andersen og Pétur H. Blöndal",
        "„Já,“ sagði hún. „Nei.“ Hann fór. > „ Já , “ sagði hún . || „ Nei . “ || Hann fór .",
        "„Hver er þar?“ spurði hún. > „ Hver er þar ? “ spurði hún .",
        "Þetta er... ekki satt?! Jú! > Þetta er ... ekki satt ?! || Jú !",
        "Þetta (og [hitt]) er — satt – ekki… > Þetta ( og [ hitt ] ) er — satt – ekki …",
        "1. Fyrsta grein. 2. Önnur. > 1. Fyrsta grein . || 2. Önnur .",
        "3ja daga ferð > 3ja daga ferð",
        "Skaltu ríða? > Skaltu ríða ?",
      })
  void icelandicIsSplitAsItsTreebanksAre(String text, String expected) {
    assertThat(split(ICELANDIC, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '~',
      value = {
        "The dog sleeps. > The dog sleeps .",
        "I don't know, he's gone; they're here. > I do n't know , he 's gone ; they 're here .",
        "You cannot, can't or won't. > You can not , ca n't or wo n't .",
        "We’ll see; it’s Bush’s. > We ’ll see ; it ’s Bush ’s .",
        "I'm gonna say it wouldn't've. > I 'm gon na say it would n't 've .",
        "The kids' room > The kids ' room",
        "Mr. Smith met Dr. Jones. He left. > Mr. Smith met Dr. Jones . || He left .",
        "J. R. R. Tolkien wrote it. > J. R. R. Tolkien wrote it .",
        "The U.S. Army left. > The U.S. Army left .",
        "E.g. this, i.e. that, etc. and so on. > E.g. this , i.e. that , etc. and so on .",
        "At 5 p.m. on Monday. > At 5 p.m. on Monday .",
        "It ended at 5 p.m. We left. > It ended at 5 p.m . || We left .",
        "So do I. They left. > So do I . || They left .",
        "No. I said no. > No . || I said no .",
        "See No. 5, please. > See No. 5 , please .",
        "It costs $1,234.5 or 15%. > It costs $ 1,234.5 or 15 % .",
        "At 10:30am on 11/28/2000 > At 10:30 am on 11/28/2000",
        "Call 713-853-3989 or 345-9945. > Call 713-853-3989 or 345-9945 .",
        "the 1st, the 70's and '02 > the 1st , the 70's and '02",
        "2-3 days, 35mm film > 2 - 3 days , 35 mm film",
        "a well-known e-mail non-event > a well - known e-mail non-event",
        "his/her PG&E bill > his / her PG&E bill",
        "See http://www.x.com/a_(b)?c=d#e, or x.org. > See http://www.x.com/a_(b)?c=d#e , or x.org .",
        "Mail carol.st.clair@enron.com now! > Mail carol.st.clair@enron.com now !",
        "Great!!! thanks :) See you... > Great !!! || thanks :) See you ...",
        "That is all. :) Bye > That is all . :) || Bye",
        "he came. then he left > he came . || then he left",
        "\"Stop.\" She left (I think.) > \" Stop . \" || She left ( I think . )",
        "1. Be kind. 2. Be good. > 1 . Be kind . || 2 . Be good .",
        "the report.pdf file.He left > the report.pdf file . He left",
        "wait -- what? > wait -- what ?",
      })
  void englishIsSplitAsItsTreebankIs(String text, String expected) {
    assertThat(split(ENGLISH, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "👩‍👩‍👧‍👦",
        "👍🏽",
        "🇮🇸",
        "❤️",
        "1️⃣",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "#hashtag",
        "@user",
        "^_^",
        ":-)",
        "e\u0301te\u0301",
        "bo\u0301k",
        "O'Rourke",
        "---",
        "***",
      })
  void whatReadersSeeAsOneIsOneToken(String token) {
    assertThat(split(ENGLISH, "a " + token + " b")).isEqualTo("a " + token + " b");
    assertThat(split(ICELANDIC, "a " + token + " b")).isEqualTo("a " + token + " b");
  }

  @Test
  void formsKeepTheCharactersOfTheText() {
    String decomposed = "bo\u0301kin er go\u0301\u00F0.";

    assertThat(ICELANDIC.split(decomposed).get(0).forms())
        .containsExactly("bo\u0301kin", "er", "go\u0301\u00F0", ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n\n", "\r\n\r\n", "\r\r", "\n \t \n", "\u2029", "\u2028\u2028"})
  void blankLinesEndSentences(String blankLine) {
    assertThat(split(ENGLISH, "A headline" + blankLine + "and more"))
        .isEqualTo("A headline || and more");
    assertThat(split(TextSplitters.of("fr"), "un titre" + blankLine + "et plus"))
        .isEqualTo("un titre || et plus");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r", " \n ", "\u2028", "\u0085", "\f"})
  void oneLineEndIsABlankUnlessLinesAreSentences(String lineEnd) {
    TextSplitter lines = TextSplitters.of("en", SplitOptions.DEFAULT.withLineEndsSentence(true));

    assertThat(split(ENGLISH, "one" + lineEnd + "two")).isEqualTo("one two");
    assertThat(split(lines, "one" + lineEnd + "two. Three")).isEqualTo("one || two . || Three");
  }

  @Test
  void blankTextHasNoSentences() {
    assertThat(ENGLISH.split("")).isEmpty();
    assertThat(ENGLISH.split(" \t\r\n\n\u00A0\uFEFF\u200B\u0000")).isEmpty();
    assertThat(TextSplitters.of("ja").split(" \n")).isEmpty();
  }

  @Test
  void byteOrderMarkIsNoPartOfATokenAndOffsetsCountIt() {
    assertThat(ENGLISH.split("\uFEFFHello.").get(0).tokens())
        .containsExactly(new TextToken(1, 6, "Hello"), new TextToken(6, 7, "."));
  }

  @Test
  void otherLanguagesAreSplitByIcu() {
    assertThat(split(TextSplitters.of("fr"), "Il dort. Elle lit !"))
        .isEqualTo("Il dort . || Elle lit !");
    List<TextSentence> japanese = TextSplitters.of("ja").split("猫がいる。犬もいる。");
    assertThat(japanese).hasSize(2);
    assertThat(japanese.get(0).tokens()).hasSizeGreaterThan(2);
  }

  @Test
  void regionsOfALanguageAreThatLanguage() {
    assertThat(split(TextSplitters.of("is-IS"), "a.m.k. ein")).isEqualTo("a. m. k. ein");
    assertThat(split(TextSplitters.of("en-GB"), "don't")).isEqualTo("do n't");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a language", "123"})
  void whatIsNoLanguageIsRefused(String language) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextSplitters.of(language))
        .withMessageContaining("\"" + language + "\"");
  }

  static String split(TextSplitter splitter, String text) {
    return splitter.split(text).stream()
        .map(sentence -> String.join(" ", sentence.forms()))
        .collect(Collectors.joining(" || "));
  }

  @Test
  void aLanguageOfWhichNothingIsKnownIsSplitByTheGeneralRules() {
    assertThat(TextSplitters.of("und").split("Hún las. Hann svaf."))
        .extracting(TextSentence::forms)
        .containsExactly(List.of("Hún", "las", "."), List.of("Hann", "svaf", "."));
    assertThat(TextSplitters.onFirstUse("und").split("Já.")).hasSize(1);
  }
}
