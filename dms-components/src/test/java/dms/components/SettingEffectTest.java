package dms.components;

import static org.assertj.core.api.Assertions.assertThat;

import dms.components.config.ComponentType;
import dms.components.config.ConfigurationException;
import dms.components.config.PaperComponents;
import dms.components.setting.Setting;
import dms.components.vectors.VectorFiles;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Sentence;
import dms.core.file.Sha256;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No setting is decoration: another value makes another model or another behaviour. */
class SettingEffectTest {
  private static final String MODEL =
      ComponentCase.JOINT
          + ComponentCase.TREEBANK
          + ComponentCase.tagger("bank", "treebank", "xpos")
          + "encoders.chars2 { type = character, dim = 6, minCount = 1 }\n"
          + "encoders.rnn2 { type = characters-as-token, input = chars2, hidden = 5 }\n"
          + ComponentCase.tagger("other", "words", "xpos")
          + ComponentCase.FROZEN
          + ComponentCase.tagger("far", "vectors", "xpos")
          + ComponentCase.BERT
          + ComponentCase.tagger("pieces", "bert", "upos")
          + ComponentCase.structuredTagger("structured", "words", "xpos")
          + "decoders.structured { scheme = ifd, unsplittable = keep }\n"
          + "decoders.edits { type = edit-script-lemmatizer, inputs = [rnn, words], tag = xpos,"
          + " tagDim = 4, hidden = 8, minCount = 1, tries = 1 }\n";

  /** Forms to keep: those of a text that has forms unseen in training. */
  private static final String KEPT =
      VectorFiles.golden("kept.txt").toString().replace("\\", "\\\\");

  /**
   * The first only permits, the second must not change a bit: TransformerEncoderTest has them. The
   * others need a lexicon: LemmaChoiceTest has them.
   */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "transformer.trust",
          "transformer.cache",
          "edit-script-lemmatizer.lexicon",
          "edit-script-lemmatizer.lexiconTags",
          "edit-script-lemmatizer.certain");

  private static final String SCRIPT = "encoders.bert { format = torchscript, trust = true }\n";

  /** Another value for every setting of every type. */
  private static final Map<String, String> CHANGES =
      Map.ofEntries(
          Map.entry("character.dim", "encoders.chars.dim = 9"),
          Map.entry("character.minCount", "encoders.chars.minCount = 4"),
          Map.entry("character.maxCharacters", "encoders.chars.maxCharacters = 3"),
          Map.entry("character.dropout", "encoders.chars.dropout = 0.6"),
          Map.entry("characters-as-token.input", "encoders.rnn.input = chars2"),
          Map.entry("characters-as-token.hidden", "encoders.rnn.hidden = 6"),
          Map.entry("characters-as-token.dropout", "encoders.rnn.dropout = 0.6"),
          Map.entry("word.dim", "encoders.words.dim = 9"),
          Map.entry("word.minCount", "encoders.words.minCount = 2"),
          Map.entry("word.dropout", "encoders.words.dropout = 0.6"),
          Map.entry("pretrained-word.file", ComponentCase.vectors("demo-n-hot.vec.gz", "")),
          Map.entry("pretrained-word.vocabulary", "encoders.vectors.vocabulary = complete"),
          Map.entry("pretrained-word.keep", "encoders.vectors.keep = \"" + KEPT + "\""),
          Map.entry("pretrained-word.train", "encoders.vectors.train = true"),
          Map.entry(
              "pretrained-word.lowercaseFallback", "encoders.vectors.lowercaseFallback = false"),
          Map.entry("pretrained-word.dropout", "encoders.vectors.dropout = 0.6"),
          Map.entry("pretrained-word.projection", "encoders.vectors.projection = 3"),
          Map.entry("sentence.inputs", "encoders.sentence.inputs = [words, rnn]"),
          Map.entry("sentence.hidden", "encoders.sentence.hidden = 6"),
          Map.entry("sentence.layers", "encoders.sentence.layers = 1"),
          Map.entry("sentence.dropout", "encoders.sentence.dropout = 0.6"),
          Map.entry("treebank.dim", "encoders.treebank.dim = 9"),
          Map.entry("treebank.fallback", "encoders.treebank.fallback = demo"),
          Map.entry("treebank.dropout", "encoders.treebank.dropout = 0.9"),
          Map.entry(
              "transformer.model", "encoders.bert.model = \"" + TinyTransformer.LARGER + "\""),
          Map.entry("transformer.format", SCRIPT),
          Map.entry("transformer.script", SCRIPT + "encoders.bert.script = longer.ts"),
          Map.entry("transformer.pooling", "encoders.bert.pooling = mean"),
          Map.entry("transformer.layers", "encoders.bert.layers = 2"),
          Map.entry("transformer.tuned", "encoders.bert.tuned = 1"),
          Map.entry("transformer.rate", "encoders.bert.rate = 0.1"),
          Map.entry("transformer.layerDecay", "encoders.bert.layerDecay = 0.5"),
          Map.entry("transformer.dropout", "encoders.bert.dropout = 0.6"),
          Map.entry("transformer.attentionDropout", "encoders.bert.attentionDropout = 0.6"),
          Map.entry("tagger.input", "decoders.upos.input = rnn2"),
          Map.entry("tagger.column", "decoders.upos.column = feats"),
          Map.entry("tagger.weight", "decoders.upos.weight = 0.3"),
          Map.entry("tagger.dropout", "decoders.upos.dropout = 0.6"),
          Map.entry("tagger.labelSmoothing", "decoders.upos.labelSmoothing = 0.1"),
          Map.entry("structured-tagger.input", "decoders.structured.input = rnn2"),
          Map.entry("structured-tagger.column", "decoders.structured.column = upos"),
          Map.entry("structured-tagger.scheme", "decoders.structured.scheme = mim-gold-2.0"),
          Map.entry("structured-tagger.inventory", "decoders.structured.inventory = training"),
          Map.entry("structured-tagger.unsplittable", "decoders.structured.unsplittable = refuse"),
          Map.entry("structured-tagger.wholeCount", "decoders.structured.wholeCount = 0"),
          Map.entry("structured-tagger.shared", "decoders.structured.shared = false"),
          Map.entry("structured-tagger.weight", "decoders.structured.weight = 0.3"),
          Map.entry("structured-tagger.dropout", "decoders.structured.dropout = 0.6"),
          Map.entry("structured-tagger.labelSmoothing", "decoders.structured.labelSmoothing = 0.1"),
          Map.entry("edit-script-lemmatizer.inputs", "decoders.edits.inputs = [words, rnn]"),
          Map.entry("edit-script-lemmatizer.tag", "decoders.edits.tag = other"),
          Map.entry("edit-script-lemmatizer.column", "decoders.edits.column = upos"),
          Map.entry("edit-script-lemmatizer.weight", "decoders.edits.weight = 0.3"),
          Map.entry("edit-script-lemmatizer.tagDim", "decoders.edits.tagDim = 9"),
          Map.entry("edit-script-lemmatizer.tagDropout", "decoders.edits.tagDropout = 0.9"),
          Map.entry("edit-script-lemmatizer.hidden", "decoders.edits.hidden = 9"),
          Map.entry("edit-script-lemmatizer.dropout", "decoders.edits.dropout = 0.6"),
          Map.entry("edit-script-lemmatizer.labelSmoothing", "decoders.edits.labelSmoothing = 0.1"),
          Map.entry("edit-script-lemmatizer.minCount", "decoders.edits.minCount = 2"),
          Map.entry("edit-script-lemmatizer.tries", "decoders.edits.tries = 9"),
          Map.entry("lemmatizer.characters", "decoders.lemma.characters = rnn2"),
          Map.entry("lemmatizer.context", "decoders.lemma.context = null"),
          Map.entry("lemmatizer.tag", "decoders.lemma.tag = other"),
          Map.entry("lemmatizer.column", "decoders.lemma.column = form"),
          Map.entry("lemmatizer.weight", "decoders.lemma.weight = 0.3"),
          Map.entry("lemmatizer.dim", "decoders.lemma.dim = 9"),
          Map.entry("lemmatizer.tagDim", "decoders.lemma.tagDim = 9"),
          Map.entry("lemmatizer.hidden", "decoders.lemma.hidden = 9"),
          Map.entry("lemmatizer.dropout", "decoders.lemma.dropout = 0.6"),
          Map.entry("lemmatizer.labelSmoothing", "decoders.lemma.labelSmoothing = 0.1"),
          Map.entry("lemmatizer.scheduledSampling", "decoders.lemma.scheduledSampling = 0.9"),
          Map.entry("lemmatizer.minCount", "decoders.lemma.minCount = 4"),
          Map.entry("lemmatizer.maxExtra", "decoders.lemma.maxExtra = 60"),
          Map.entry("lemmatizer.groupRows", "decoders.lemma.groupRows = 3"));

  /** What a setting can change. */
  private record Effects(
      Map<String, List<Long>> shapes,
      Map<String, Double> rates,
      Map<String, Double> losses,
      double weightedLoss,
      Map<String, List<List<String>>> predictions) {}

  private static Effects of(String hocon) {
    try {
      return effectsOf(hocon);
    } catch (ConfigurationException refused) {
      return new Effects(
          Map.of(), Map.of(), Map.of(), 0, Map.of("refused", List.of(refused.problems())));
    }
  }

  private static Effects effectsOf(String hocon) {
    // Some of a named corpus, some of none.
    List<Sentence> sentences = new ArrayList<>(Sentences.demo(6));
    sentences.subList(0, 3).replaceAll(sentence -> sentence.inCorpus("demo"));
    List<Sentence> unseen = new ArrayList<>(sentences);
    unseen.addAll(Sentences.odd());
    try (EncodersDecoders model = TestModel.assembleTalkative(hocon)) {
      Map<String, List<Long>> shapes = new TreeMap<>();
      Map<String, Double> rates = new TreeMap<>();
      model
          .parameters()
          .tensors()
          .forEach(
              (name, t) -> {
                shapes.put(name, Arrays.stream(t.shape()).boxed().toList());
                rates.put(name, t.requires_grad() ? model.rates().rate(name) : 0);
              });
      return new Effects(
          shapes,
          rates,
          TestModel.losses(model, sentences, 7),
          TestModel.step(model, sentences, 7, 0.0),
          TestModel.predict(model, unseen));
    }
  }

  static Set<String> settings() {
    Set<String> settings = new TreeSet<>();
    for (ComponentType<?> type : new PaperComponents().types()) {
      for (RecordComponent field : type.configClass().getRecordComponents()) {
        settings.add(type.name() + "." + field.getName());
      }
    }
    settings.removeAll(WITHOUT_EFFECT);
    return settings;
  }

  @Test
  void sameConfigurationAndSeedHaveTheSameEffects() {
    assertThat(of(MODEL)).isEqualTo(of(MODEL));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void anotherValueHasAnotherEffect(String setting) {
    assertThat(CHANGES).as("add another value for this setting").containsKey(setting);
    assertThat(of(MODEL + CHANGES.get(setting))).isNotEqualTo(of(MODEL));
  }

  static Set<String> changeable() {
    Set<String> settings = new TreeSet<>();
    for (ComponentType<?> type : new PaperComponents().types()) {
      for (RecordComponent field : type.configClass().getRecordComponents()) {
        if (field.getAnnotation(Setting.class).changeable()) {
          settings.add(type.name() + "." + field.getName());
        }
      }
    }
    settings.removeAll(WITHOUT_EFFECT);
    return settings;
  }

  @ParameterizedTest
  @MethodSource("changeable")
  void whatATrainedComponentCanChangeLeavesItsParametersAndFilesAsTheyAre(String setting)
      throws IOException {
    assertThat(shapes(MODEL + CHANGES.get(setting))).isEqualTo(shapes(MODEL));
    assertThat(kept(MODEL + CHANGES.get(setting))).isEqualTo(kept(MODEL));
  }

  private static Map<String, List<Long>> shapes(String hocon) {
    try (EncodersDecoders model = TestModel.assemble(hocon, 5)) {
      Map<String, List<Long>> shapes = new TreeMap<>();
      model
          .parameters()
          .tensors()
          .forEach((name, t) -> shapes.put(name, Arrays.stream(t.shape()).boxed().toList()));
      return shapes;
    }
  }

  /** Sums of what the components keep, by component and file. */
  private static Map<String, String> kept(String hocon) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (var component : TestModel.learn(hocon).entrySet()) {
      for (var file : component.getValue().entrySet()) {
        sums.put(component.getKey() + "/" + file.getKey(), Sha256.of(file.getValue()));
      }
    }
    return sums;
  }
}
