package dms.components.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import dms.components.ComponentCase;
import dms.components.Sentences;
import dms.components.TestModel;
import dms.components.decoder.GoldTags;
import dms.components.decoder.Tagger;
import dms.components.encoder.TokenEncoding;
import dms.components.setting.Setting;
import dms.core.batch.Batch;
import dms.core.batch.Mode;
import dms.core.component.Component;
import dms.core.component.Decoder;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The part of a model that a stage trains, and what stands in for the rest. */
class ModelPartTest {
  private static final List<Sentence> WORDS =
      Sentences.demo(4).stream()
          .flatMap(sentence -> sentence.tokens().stream())
          .map(token -> Sentence.of(List.of(token)))
          .toList();

  private static Blueprint blueprint() {
    return TestModel.blueprint(ComponentCase.JOINT);
  }

  @Test
  void isolatedLemmatizerHasItsCharactersZerosForItsContextAndGoldTags() {
    ModelPart part = ModelPart.of(blueprint(), List.of("lemma"), true);
    assertThat(part.encoders()).containsExactlyInAnyOrder("chars", "rnn");
    assertThat(part.zeros()).containsExactly("sentence");
    assertThat(part.decoders()).containsExactly("lemma");
    assertThat(part.gold()).containsExactly("xpos");
    assertThat(part.holds("rnn")).isTrue();
    assertThat(part.holds("sentence")).isFalse();
    assertThat(part.holds("xpos")).isFalse();
  }

  @Test
  void withSentencesEverythingThatADecoderBuildsOnRuns() {
    ModelPart part = ModelPart.of(blueprint(), List.of("lemma", "xpos"), false);
    assertThat(part.encoders()).containsExactlyInAnyOrder("chars", "rnn", "words", "sentence");
    assertThat(part.zeros()).isEmpty();
    assertThat(part.gold()).isEmpty();
    assertThat(ModelPart.of(blueprint(), List.of("upos"), false).encoders())
        .containsExactlyInAnyOrder("chars", "rnn");
  }

  @Test
  void standInsGiveZerosAndGoldTags() {
    try (EncodersDecoders model = TestModel.assemble(ComponentCase.JOINT, 1);
        EncodersDecoders part = lemmaOf(model)) {
      for (Mode mode : List.of(Mode.TRAINING, Mode.EVALUATION)) {
        try (Batch batch = new Batch(WORDS, mode, 7)) {
          part.prepare(batch);
          batch.open(model.device());
          part.forward(batch);
          TokenEncoding sentence = (TokenEncoding) named(model.encoders(), "sentence");
          assertThat(batch.get(sentence.tokens()).shape())
              .containsExactly(WORDS.size(), 1, sentence.tokenDim());
          assertThat(Tensors.toFloats(batch.get(sentence.tokens()))).containsOnly(0);
          Tagger xpos = (Tagger) named(model.decoders(), "xpos");
          assertThat(batch.get(xpos.tags()).values()).isEqualTo(xpos.goldTags(batch).values());
          assertThat(batch.has(xpos.logits())).isFalse();
        }
      }
    }
  }

  @Test
  void standInDeclaresExactlyWhatItWrites() {
    try (EncodersDecoders model = TestModel.assemble(ComponentCase.JOINT, 1);
        EncodersDecoders part = lemmaOf(model);
        Batch batch = new Batch(WORDS, Mode.TRAINING, 7)) {
      part.prepare(batch);
      batch.open(model.device());
      part.forward(batch);
      Component gold = named(part.decoders(), "xpos");
      Component tagger = named(model.decoders(), "xpos");
      assertThat(gold.writes())
          .containsExactlyInAnyOrderElementsOf(
              tagger.writes().stream().filter(batch::has).collect(Collectors.toSet()));
    }
  }

  private static EncodersDecoders lemmaOf(EncodersDecoders model) {
    return ModelPart.of(blueprint(), List.of("lemma"), true).of(model, UnaryOperator.identity());
  }

  private static Component named(List<? extends Component> all, String name) {
    return all.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void onlyTheTrainedDecoderHasALossAndTheComponentsAreTheSameObjects() {
    try (EncodersDecoders model = TestModel.assemble(ComponentCase.JOINT, 1);
        EncodersDecoders part = lemmaOf(model)) {
      assertThat(TestModel.losses(part, WORDS, 7)).containsOnlyKeys("lemma");
      assertThat(named(part.encoders(), "rnn")).isSameAs(named(model.encoders(), "rnn"));
      assertThat(named(part.decoders(), "xpos")).isInstanceOf(GoldTags.class);
      assertThat(part.parameters()).isSameAs(model.parameters());
    }
  }

  @Test
  void aTagThatTheTaggerDoesNotKnowIsNoTag() {
    Sentence odd = Sentence.of(List.of(Sentences.token("boat", "ZZ", "boat")));
    try (EncodersDecoders model = TestModel.assemble(ComponentCase.JOINT, 1);
        EncodersDecoders part = lemmaOf(model);
        Batch batch = new Batch(List.of(odd), Mode.TRAINING, 7)) {
      part.prepare(batch);
      Tagger xpos = (Tagger) named(model.decoders(), "xpos");
      assertThat(xpos.goldTags(batch).values()).containsExactly(xpos.numTags());
    }
  }

  @Test
  void whatCannotLearnWithoutSentencesIsRefusedByName() {
    assertThatThrownBy(() -> ModelPart.of(blueprint(), List.of("xpos", "lemma"), true))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("xpos reads nothing but sentences ([sentence])");
    assertThatThrownBy(() -> ModelPart.of(blueprint(), List.of("lema"), false))
        .hasMessageContaining("did you mean lemma?");
  }

  /** An outside decoder that reads another one's output in a way of its own. */
  private record ReaderConfig(@Setting(doc = "the decoder that is read") String of) {}

  private static ComponentType<ReaderConfig> reader() {
    return new ComponentType<>(
        "reader",
        Decoder.class,
        ReaderConfig.class,
        config -> List.of(new ComponentType.Input(config.of, Decoder.class)),
        (config, corpus) -> Map.of(),
        (config, parts) -> {
          throw new IllegalStateException("checked only");
        });
  }

  @Test
  void aDecoderThatIsReadButNotTrainedMustBeATagSource() {
    List<ComponentType<?>> types = new ArrayList<>(new PaperComponents().types());
    types.add(reader());
    Config config =
        ConfigFactory.parseString(
            ComponentCase.JOINT + "decoders.reads { type = reader, of = lemma }");
    Blueprint blueprint =
        Blueprint.of(
            objects(config, "encoders"), objects(config, "decoders"), new ComponentRegistry(types));
    assertThatThrownBy(() -> ModelPart.of(blueprint, List.of("reads"), false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "decoders: lemma is read by a decoder that is trained without it, and is no TagSource"
                + " that could give gold tags; train it too");
    assertThat(ModelPart.of(blueprint, List.of("reads", "lemma"), false).gold())
        .containsExactly("xpos");
    assertThat(ModelPart.encodersBehind(blueprint, "lemma", true)).containsExactly("rnn", "chars");
    assertThat(ModelPart.encodersBehind(blueprint, "reads", false)).isEmpty();
  }

  private static Map<String, ConfigObject> objects(Config config, String path) {
    Map<String, ConfigObject> objects = new TreeMap<>();
    config
        .resolve()
        .getObject(path)
        .forEach((name, value) -> objects.put(name, (ConfigObject) value));
    return objects;
  }
}
