package dms.hub;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ModelAssembler;
import dms.components.config.TrainingCorpus;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Column;
import dms.core.corpus.Schema;
import dms.core.corpus.Sentence;
import dms.core.corpus.Token;
import dms.core.file.FileContent;
import dms.core.tensor.ComputeDevice;
import dms.core.tensor.NativeRuntime;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundleDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A small untrained system: its weights are random, but the same ones for the same seed. */
public record TinyModel(
    Blueprint blueprint, Map<String, Map<String, FileContent>> files, long seed) {
  private static final String COMPONENTS =
      """
      encoders {
        chars    { type = character, dim = 5, minCount = 1 }
        charRnn  { type = characters-as-token, input = chars, hidden = 6 }
        words    { type = word, dim = 7, minCount = 1, dropout = 0.2 }
        sentence { type = sentence, inputs = [charRnn, words], hidden = 8, layers = 2 }
      }
      decoders {
        xpos  { type = tagger, input = sentence, column = "COLUMN" }
        lemma { type = lemmatizer, characters = charRnn, tag = xpos, hidden = 9, minCount = 1 }
      }
      """;

  /** The forms it was made from. */
  public static final List<String> FORMS = List.of("Hún", "las", "bókina", ".", "Já", "😀");

  /** A system that predicts {@code xpos} and {@code lemma}. */
  public static TinyModel ofXpos() {
    return of(Column.XPOS, 7);
  }

  /** A system that predicts that column and {@code lemma}. */
  public static TinyModel of(Column column, long seed) {
    Config config = ConfigFactory.parseString(COMPONENTS.replace("COLUMN", column.spec()));
    Blueprint blueprint =
        Blueprint.of(
            objects(config, "encoders"), objects(config, "decoders"), ComponentRegistry.load());
    try {
      return new TinyModel(blueprint, blueprint.learn(new TrainingCorpus(corpus(column))), seed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, ConfigObject> objects(Config config, String path) {
    Map<String, ConfigObject> objects = new TreeMap<>();
    config.getObject(path).forEach((name, value) -> objects.put(name, (ConfigObject) value));
    return objects;
  }

  private static List<Sentence> corpus(Column column) {
    Sentence bare = Sentence.ofForms(FORMS);
    if (Schema.CONLLU.columns().containsAll(column.parts())) {
      return List.of(filled(bare, column));
    }
    Schema schema = Schema.ofTsv(List.of(Column.FORM, Column.LEMMA, column));
    return List.of(
        filled(
            bare.withTokens(FORMS.stream().map(form -> Token.of(schema, form, "", "")).toList()),
            column));
  }

  private static Sentence filled(Sentence sentence, Column column) {
    return sentence.withTokens(
        sentence.tokens().stream()
            .map(t -> t.with(Column.LEMMA, t.form().toLowerCase(Locale.ROOT)))
            .map(t -> t.with(column, tag(column, t.form())))
            .toList());
  }

  private static String tag(Column column, String form) {
    return String.join(
        Column.JOINER, Collections.nCopies(column.parts().size(), "tag" + form.length()));
  }

  /** The model, made anew. */
  public EncodersDecoders assemble() throws IOException {
    // Models this small only wait for a second thread.
    NativeRuntime.load().useThreads(1);
    return ModelAssembler.assemble(blueprint, files, ComputeDevice.cpu(), seed);
  }

  /** What is said of it. */
  public static BundleDescription description() {
    return BundleDescription.of(
        "tiny",
        "1.0.0",
        "is",
        "CC0-1.0",
        Map.of("devAccuracy", Map.of("xpos", "91.25"), "seed", 7L, "data", List.of("á.conllu")));
  }

  /** Writes it as a bundle. */
  public Path write(Path folder) throws IOException {
    try (EncodersDecoders model = assemble()) {
      write(folder, model);
    }
    return folder;
  }

  /** Writes another model of its components as a bundle. */
  public void write(Path folder, EncodersDecoders model) throws IOException {
    Bundle.write(folder, description(), blueprint, files, model, FORMS, "# Tiny\n\n☺ 😀\n");
  }

  /** Sentences of lengths 1 to 40 with known and unknown forms. */
  public static List<Sentence> sentences(int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> Sentence.ofForms(forms(1 + (i * 17) % 40, i)))
        .toList();
  }

  private static List<String> forms(int length, int sentence) {
    return Stream.iterate(0, i -> i + 1)
        .limit(length)
        .map(i -> i % 3 == 0 ? "orð" + sentence + "x" + i : FORMS.get(i % FORMS.size()))
        .toList();
  }

  /** Forms of a sentence. */
  public static List<String> formsOf(Sentence sentence) {
    return sentence.tokens().stream().map(Token::form).collect(Collectors.toList());
  }

  /** The forms as a set. */
  public static Set<String> formSet() {
    return Set.copyOf(FORMS);
  }
}
