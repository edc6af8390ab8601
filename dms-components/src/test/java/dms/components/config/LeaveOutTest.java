package dms.components.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaveOutTest {
  private static final String MODEL =
      """
      encoders.chars { type = character }
      encoders.rnn { type = characters-as-token, input = chars }
      encoders.words { type = word }
      encoders.sentence { type = sentence, inputs = [rnn, words] }
      decoders.xpos { type = tagger, input = sentence, column = xpos }
      decoders.feats { type = tagger, input = sentence, column = feats }
      decoders.lemma { type = lemmatizer, characters = rnn, context = [sentence, words], tag = xpos }
      """;
  private static final ComponentRegistry REGISTRY = ComponentRegistry.load();

  private static LeaveOut without(String name, String... more) {
    Config model = ConfigFactory.parseString(MODEL + String.join("\n", more));
    return LeaveOut.of(
        Blueprint.of(objects(model, "encoders"), objects(model, "decoders"), REGISTRY),
        name,
        REGISTRY);
  }

  private static Map<String, ConfigObject> objects(Config model, String key) {
    return model.getObject(key).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> (ConfigObject) e.getValue()));
  }

  @Test
  void nameLeavesTheListsThatHoldIt() {
    LeaveOut rest = without("words");
    assertThat(rest.encoders()).containsOnlyKeys("chars", "rnn", "sentence");
    assertThat(rest.encoders().get("sentence").toConfig().getStringList("inputs"))
        .containsExactly("rnn");
    assertThat(rest.decoders().get("lemma").toConfig().getStringList("context"))
        .containsExactly("sentence");
    assertThat(rest.changes())
        .containsExactlyInAnyOrder("sentence.inputs without it", "lemma.context without it");
  }

  @Test
  void optionalSettingIsRemovedAndAColumnOfTheSameNameIsNoWire() {
    LeaveOut rest =
        without("xpos", "decoders.more { type = tagger, input = words, column = xpos }");
    assertThat(rest.decoders()).containsOnlyKeys("feats", "lemma", "more");
    assertThat(rest.decoders().get("lemma")).doesNotContainKey("tag");
    assertThat(rest.decoders().get("more").toConfig().getString("column")).isEqualTo("xpos");
    assertThat(rest.changes()).containsExactly("lemma.tag removed");
  }

  @Test
  void singleInputIsReplacedByWhatTheComponentBuiltOn() {
    LeaveOut rest = without("sentence", "encoders.sentence.inputs = [words]");
    assertThat(rest.decoders().get("xpos").toConfig().getString("input")).isEqualTo("words");
    assertThat(rest.decoders().get("lemma").toConfig().getStringList("context"))
        .containsExactly("words");
    assertThat(rest.changes()).contains("xpos.input = words", "feats.input = words");
  }

  @Test
  void encodersThatNothingBuildsOnAnyMoreLeaveWithIt() {
    LeaveOut rest =
        without(
            "rnn",
            "decoders.lemma = null\ndecoders.lemma { type = tagger, input = words, column = upos }");
    assertThat(rest.encoders()).containsOnlyKeys("words", "sentence");
    assertThat(rest.changes()).contains("chars removed, as nothing builds on it");
  }

  @Test
  void decoderThatNothingReadsIsJustLeftOut() {
    LeaveOut rest = without("lemma");
    assertThat(rest.decoders()).containsOnlyKeys("xpos", "feats");
    assertThat(rest.changes()).isEmpty();
  }

  @Test
  void lemmatizerOfEditScriptsLosesAnInputOrItsTagButNotTheTagOfItsLexicon() {
    String edits =
        "decoders.lemma = null\n"
            + "decoders.lemma { type = edit-script-lemmatizer, inputs = [sentence, rnn], tag = xpos, ";
    assertThat(
            without("rnn", edits + "}").decoders().get("lemma").toConfig().getStringList("inputs"))
        .containsExactly("sentence");
    assertThat(without("xpos", edits + "}").changes()).containsExactly("lemma.tag removed");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> without("xpos", edits + "lexicon = lemmas.dim }"))
        .withMessage("lemma.tag needs it: nothing that it builds on offers a TagSource");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chars | rnn.input needs it: nothing that it builds on offers a CharacterEncoding",
        "rnn | lemma.characters needs it: nothing that it builds on offers a FormEncoding",
        "sentence | feats.input needs it: what it builds on are several, [rnn, words]"
      })
  void whatCannotBeRewiredIsRefusedWithTheReason(String name, String reason) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> without(name))
        .withMessage(reason);
  }

  @Test
  void onlyInputOfAnEncoderAndOnlyDecoderStay() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> without("words", "encoders.sentence.inputs = [words]"))
        .withMessageContaining("sentence.inputs needs it: nothing that it builds on offers");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                without(
                    "xpos",
                    "decoders = null\ndecoders.xpos { type = tagger, input = sentence, column = xpos }"))
        .withMessage("decoders: expected at least one, found none");
  }
}
