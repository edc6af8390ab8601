package dms.components.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dms.components.Sentences;
import dms.components.TestModel;
import dms.components.config.Blueprint;
import dms.components.config.ConfigurationException;
import dms.components.config.ModelAssembler;
import dms.components.config.TrainingCorpus;
import dms.components.tagset.TagInventory;
import dms.components.tagset.TagScheme;
import dms.components.tagset.TagsetFormatException;
import dms.components.tagset.UdScheme;
import dms.core.batch.Batch;
import dms.core.batch.BatchKey;
import dms.core.batch.Mode;
import dms.core.component.EncodersDecoders;
import dms.core.component.SeenValues;
import dms.core.corpus.Column;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.core.file.FileContent;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.Gradients;
import dms.core.tensor.Ids;
import dms.core.tensor.NativeScope;
import dms.core.tensor.Tensors;
import dms.core.vocab.VocabularyFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredTaggerTest {
  private static final Column BOTH = Column.parse("upos+feats");
  private static final String MODEL =
      "encoders.words { type = word, dim = 7, minCount = 1, dropout = 0 }\n"
          + "decoders.tag { type = structured-tagger, input = words, column = \"upos+feats\","
          + " wholeCount = 0 }\n";
  private static final BatchKey<Ids> TAGS = BatchKey.of("tag", "tags", Ids.class);
  private static final BatchKey<Ids> TARGETS = BatchKey.of("tag", "targets", Ids.class);

  /** Never together in the corpus below, but each part of it is there. */
  private static final String NEVER_SEEN = "NOUN\tCase=Gen|Number=Plur";

  @TempDir Path folder;

  private static Sentence sentence(String... formsAndTags) {
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < formsAndTags.length; i += 2) {
      tokens.add(Token.ofForm(formsAndTags[i]).with(BOTH, formsAndTags[i + 1]));
    }
    return Sentence.of(tokens);
  }

  private static final Sentence CORPUS =
      sentence(
          "a", "NOUN\tCase=Nom|Number=Sing",
          "b", "NOUN\tCase=Nom|Number=Plur",
          "c", "NOUN\tCase=Gen|Number=Sing",
          "d", "X\t_");

  private static EncodersDecoders assemble(String settings) {
    return TestModel.assemble(TestModel.blueprint(MODEL + settings), List.of(CORPUS), 3);
  }

  private static StructuredTagger tagger(EncodersDecoders model) {
    return (StructuredTagger) model.decoders().get(0);
  }

  /** With whole tags, those are a category of many values; without, there is none. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void bestTagIsThatOfBruteForceOverTheLogProbabilitiesOfAllCategories(int wholeCount) {
    TagScheme scheme = UdScheme.of(BOTH);
    Map<String, Long> counts = new TrainingCorpus(Sentences.demo(12)).counts(BOTH);
    for (int i = 0; i < 110; i++) {
      counts.put("X\tNumber=" + i, 1L);
    }
    TagInventory inventory =
        TagInventory.learn(counts, scheme.grammar(counts.keySet()), scheme, false, wholeCount);
    int values = inventory.categories().values().size();
    Random random = new Random(1);
    float[] logits = new float[5 * 8 * values];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) random.nextGaussian() * 4;
    }
    NativeScope.within(
        () -> {
          ValidTags valid = new ValidTags(inventory, ComputeDevice.cpu());
          Tensor all = Tensors.of(logits, ComputeDevice.cpu(), 5, 8, values);
          Ids best = valid.best(all);
          float[] probabilities = valid.probabilities(all, best);
          for (int token = 0; token < 40; token++) {
            double[] shares = bruteForce(inventory, logits, token * values);
            double highest = Arrays.stream(shares).max().orElseThrow();
            assertThat(shares[best.values()[token]]).isEqualTo(highest);
            assertThat((double) probabilities[token])
                .isCloseTo(highest / Arrays.stream(shares).sum(), within(1e-5));
          }
        });
  }

  @Test
  void inventoryOfWholeTagsOnlyIsDecodedToo() {
    Map<String, Long> counts = new HashMap<>();
    for (int i = 0; i < 150; i++) {
      counts.put("cannot be split " + i, 1L);
    }
    TagInventory inventory =
        TagInventory.learn(counts, List.of(), UdScheme.of(Column.FEATS), true, 0);
    float[] logits = new float[150];
    logits[77] = 1;
    NativeScope.within(
        () -> {
          ValidTags valid = new ValidTags(inventory, ComputeDevice.cpu());
          Tensor one = Tensors.of(logits, ComputeDevice.cpu(), 1, 1, 150);
          assertThat(valid.best(one)).isEqualTo(new Ids(new int[] {77}, 1, 1));
        });
  }

  /** The product of the probabilities of its values, for each tag. */
  private static double[] bruteForce(TagInventory inventory, float[] logits, int from) {
    double[] products = new double[inventory.tags().size()];
    for (int tag = 0; tag < products.length; tag++) {
      int[] values = inventory.values(inventory.tags().symbol(tag));
      double score = 0;
      for (int category = 0; category < values.length; category++) {
        double sum = 0;
        int begin = inventory.categories().begin(category);
        for (int v = begin; v < begin + inventory.categories().numValues(category); v++) {
          sum += Math.exp(logits[from + v]);
        }
        score += logits[from + values[category]] - Math.log(sum);
      }
      products[tag] = Math.exp(score);
    }
    return products;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void scoresBeginWithTheLogarithmsOfTheValuesSharesInTraining(boolean shared) {
    List<Float> expected = new ArrayList<>();
    // Case: none, Gen, Nom; Number: none, Plur, Sing; upos: NOUN, X. Each is counted once more.
    for (double share :
        new double[] {2 / 7., 2 / 7., 3 / 7., 2 / 7., 2 / 7., 3 / 7., 4 / 6., 2 / 6.}) {
      expected.add((float) Math.log(share));
    }
    try (EncodersDecoders model = assemble("decoders.tag.shared = " + shared)) {
      Map<String, List<Float>> weights = TestModel.weights(model);
      List<Float> bias = new ArrayList<>();
      for (String head : shared ? List.of("") : List.of("Case.", "Number.", "upos.")) {
        bias.addAll(weights.get("tag." + head + "output.bias"));
      }
      assertThat(bias).isEqualTo(expected);
    }
  }

  @Test
  void bundleWithoutCountsIsReadSinceItsWeightsReplaceTheFirstOnes() throws IOException {
    Blueprint blueprint = TestModel.blueprint(MODEL);
    Map<String, Map<String, FileContent>> files =
        new TreeMap<>(blueprint.learn(new TrainingCorpus(List.of(CORPUS))));
    Map<String, FileContent> older = new HashMap<>(files.get("tag"));
    assertThat(older.remove("counts.txt")).isNotNull();
    files.put("tag", older);
    try (EncodersDecoders model =
        ModelAssembler.assemble(blueprint, files, ComputeDevice.cpu(), 1)) {
      assertThat(tagger(model).column()).isEqualTo(BOTH);
    }
  }

  @Test
  void firstOfEquallyGoodTagsIsTaken() {
    try (EncodersDecoders model = assemble("")) {
      NativeScope.within(
          () -> model.parameters().tensors().values().forEach(StructuredTaggerTest::zero));
      assertThat(TestModel.predict(model, List.of(CORPUS)).get("tag").get(0))
          .containsOnly("NOUN\tCase=Gen|Number=Plur");
    }
  }

  private static void zero(Tensor tensor) {
    Gradients.without(() -> tensor.mul_(new Scalar(0.0)));
  }

  @Test
  void unseenTagIsReachedWithTheGrammarOrAListAndNeverWithTrainingAlone() throws IOException {
    Path list = Files.writeString(folder.resolve("tags.txt"), NEVER_SEEN + "\n");
    assertThat(predictedWhereEveryCategoryIsSure("inventory = grammar")).isEqualTo(NEVER_SEEN);
    assertThat(predictedWhereEveryCategoryIsSure("inventory = \"%s\"".formatted(list)))
        .isEqualTo(NEVER_SEEN);
    assertThat(predictedWhereEveryCategoryIsSure("inventory = training"))
        .isIn("NOUN\tCase=Gen|Number=Sing", "NOUN\tCase=Nom|Number=Plur");
  }

  /** The bias of the last layer asks for the values of the unseen tag. */
  private static String predictedWhereEveryCategoryIsSure(String setting) {
    try (EncodersDecoders model = assemble("decoders.tag { %s }\n".formatted(setting))) {
      TagInventory wanted =
          TagInventory.learn(
              new TrainingCorpus(List.of(CORPUS)).counts(BOTH),
              List.of(NEVER_SEEN),
              UdScheme.of(BOTH),
              false,
              0);
      NativeScope.within(
          () -> {
            Tensor bias = model.parameters().tensors().get("tag.output.bias");
            for (int value : wanted.values(NEVER_SEEN)) {
              Gradients.without(() -> bias.narrow(0, value, 1).add_(new Scalar(50.0)));
            }
          });
      assertThat(((SeenValues) tagger(model)).seenInTraining(NEVER_SEEN)).isFalse();
      assertThat(tagger(model).seenInTraining("X\t_")).isTrue();
      return TestModel.predict(model, List.of(sentence("a", "X\t_"))).get("tag").get(0).get(0);
    }
  }

  @Test
  void goldTagIsItsNumberInTheInventoryAndUnknownValuesAreIgnoredInTheirCategoryOnly() {
    Sentence gold =
        sentence("a", NEVER_SEEN, "b", "NOUN\tCase=New|Number=Sing", "c", "V\tOther=Yes");
    try (EncodersDecoders model = assemble("")) {
      int none = tagger(model).numTags();
      Ids read =
          TestModel.run(
              model, List.of(gold), Mode.EVALUATION_WITH_GOLD_INPUTS, batch -> batch.get(TAGS));
      assertThat(read).isEqualTo(new Ids(new int[] {0, none, none}, 1, 3));
      int[] chosen = TestModel.run(model, List.of(gold), Mode.INFERENCE, b -> b.get(TAGS)).values();
      Ids taught = TestModel.run(model, List.of(gold), Mode.TRAINING, b -> b.get(TAGS));
      assertThat(taught).isEqualTo(new Ids(new int[] {0, chosen[1], chosen[2]}, 1, 3));
      Ids targets =
          TestModel.run(model, List.of(gold), Mode.EVALUATION, batch -> batch.get(TARGETS));
      int x = Targets.IGNORED;
      // Case: none, Gen, Nom; Number: none, Plur, Sing; upos: NOUN, X. An absent feature is known.
      assertThat(targets).isEqualTo(new Ids(new int[] {1, x, 0, 1, 2, 0, 0, 0, x}, 3, 1, 3));
      assertThat(TestModel.losses(model, List.of(gold), 1)).containsOnlyKeys("tag");
    }
  }

  @Test
  void lossIsTheSumOfTheCategoriesCrossEntropies() {
    try (EncodersDecoders model = assemble("");
        Batch batch = new Batch(List.of(CORPUS), Mode.TRAINING, 1)) {
      model.prepare(batch);
      batch.open(model.device());
      model.forward(batch);
      float[] logits = Tensors.toFloats(batch.get(tagger(model).logits()));
      int[] targets = batch.get(TARGETS).values();
      int[] begins = {0, 3, 6, 8};
      double sum = 0;
      for (int category = 0; category < 3; category++) {
        for (int t = 0; t < 4; t++) {
          double exponentials = 0;
          for (int v = begins[category]; v < begins[category + 1]; v++) {
            exponentials += Math.exp(logits[t * 8 + v]);
          }
          int gold = begins[category] + targets[category * 4 + t];
          sum += (Math.log(exponentials) - logits[t * 8 + gold]) / 4;
        }
      }
      assertThat(model.losses(batch).get("tag").value()).isCloseTo(sum, within(1e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "scheme = ifd, column = xpos, unsplittable = keep", "wholeCount = 2"})
  void keptFilesMakeTheSameModelAgain(String settings) throws IOException {
    Blueprint blueprint = TestModel.blueprint(MODEL + "decoders.tag { %s }\n".formatted(settings));
    Map<String, Map<String, FileContent>> files =
        blueprint.learn(new TrainingCorpus(Sentences.demo(12)));
    Map<String, Map<String, FileContent>> again =
        blueprint.learn(new TrainingCorpus(Sentences.demo(12)));
    for (String name : files.keySet()) {
      for (String file : files.get(name).keySet()) {
        assertThat(again.get(name).get(file).bytes()).isEqualTo(files.get(name).get(file).bytes());
      }
    }
    try (EncodersDecoders one = ModelAssembler.assemble(blueprint, files, ComputeDevice.cpu(), 1);
        EncodersDecoders two = ModelAssembler.assemble(blueprint, again, ComputeDevice.cpu(), 1)) {
      assertThat(TestModel.predict(two, Sentences.mixed()))
          .isEqualTo(TestModel.predict(one, Sentences.mixed()));
    }
  }

  @Test
  void damagedFileIsRefusedByName() throws IOException {
    Blueprint blueprint = TestModel.blueprint(MODEL);
    Map<String, Map<String, FileContent>> files =
        new TreeMap<>(blueprint.learn(new TrainingCorpus(List.of(CORPUS))));
    Map<String, FileContent> damaged = new HashMap<>(files.get("tag"));
    damaged.put("values.json", files.get("tag").get("tags.json"));
    files.put("tag", damaged);
    assertThatExceptionOfType(VocabularyFormatException.class)
        .isThrownBy(() -> ModelAssembler.assemble(blueprint, files, ComputeDevice.cpu(), 1))
        .withMessageStartingWith("components/tag/values.json: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1;2;3 | components/tag/counts.txt: expected 8 lines, one a value, found 3",
        "1;2;3;-4;5;6;7;8 | components/tag/counts.txt:4: expected a count, found '-4'",
      })
  void damagedCountsAreRefusedByNameAndLine(String lines, String message) throws IOException {
    Blueprint blueprint = TestModel.blueprint(MODEL);
    Map<String, Map<String, FileContent>> files =
        new TreeMap<>(blueprint.learn(new TrainingCorpus(List.of(CORPUS))));
    Map<String, FileContent> damaged = new HashMap<>(files.get("tag"));
    byte[] text = (lines.replace(';', '\n') + "\n").getBytes(StandardCharsets.UTF_8);
    damaged.put("counts.txt", FileContent.of(text));
    files.put("tag", damaged);
    assertThatExceptionOfType(TagsetFormatException.class)
        .isThrownBy(() -> ModelAssembler.assemble(blueprint, files, ComputeDevice.cpu(), 1))
        .withMessage(message);
  }

  @Test
  void scoreOfUnseenTagsThatNoTagOfTrainingTeachesIsRefused() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestModel.blueprint(MODEL + "decoders.tag.wholeCount = 1"))
        .withMessageContaining("decoders.tag.wholeCount")
        .withMessageContaining("expected 0 or at least 2");
    TestModel.blueprint(MODEL + "decoders.tag { wholeCount = 1, inventory = training }");
  }

  @Test
  void scoresOfManyTokensAreFreedChunkByChunk() {
    Map<String, Long> counts = new HashMap<>();
    for (int i = 0; i < 4096; i++) {
      counts.put("cannot be split " + i, 1L);
    }
    TagInventory inventory =
        TagInventory.learn(counts, List.of(), UdScheme.of(Column.FEATS), true, 0);
    NativeScope.within(
        () -> {
          ValidTags valid = new ValidTags(inventory, ComputeDevice.cpu());
          Tensor logits = Tensors.of(new float[4096], ComputeDevice.cpu(), 1, 1, 4096);
          long before = Pointer.totalCount();
          valid.best(logits.expand(1, 4 * 4096, 4096));
          assertThat(Pointer.totalCount() - before).isLessThan(10);
        });
  }

  @Test
  void schemeThatDoesNotFitTheColumnIsRefused() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestModel.blueprint(MODEL + "decoders.tag.column = xpos"))
        .withMessageContaining("expected upos, feats or \"upos+feats\"");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestModel.blueprint(MODEL + "decoders.tag.scheme = ifd"))
        .withMessageContaining("expected one column with the scheme ifd");
  }

  @Test
  void tagsThatTheSchemeCannotSplitAreListed() {
    String model = MODEL + "decoders.tag { scheme = mim-gold-2.0, column = xpos }\n";
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestModel.assemble(model, 1))
        .withMessageContaining("decoders.tag: scheme: cannot split ")
        .withMessageContaining("NNS");
  }
}
