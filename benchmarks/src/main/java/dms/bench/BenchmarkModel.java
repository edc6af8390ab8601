package dms.bench;

import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ModelAssembler;
import dms.components.config.TrainingCorpus;
import dms.core.component.Component;
import dms.core.component.EncodersDecoders;
import dms.core.corpus.Column;
import dms.core.file.DurableFile;
import dms.core.tensor.ComputeDevice;
import dms.hub.catalogue.Hub;
import dms.hub.catalogue.HubSettings;
import dms.train.RunConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A model to measure, assembled from a configuration of the project:
 *
 * <ul>
 *   <li>{@code modern}: the paper's model as in {@code examples/icelandic-modern.conf}, fresh
 *       weights
 *   <li>{@code forms}: the same with a lemmatizer that reads no context, so that all tokens of one
 *       form and tag are one row
 *   <li>{@code vectors}: the same as {@code modern} with frozen word vectors beside
 *   <li>{@code transformer}: {@code examples/icelandic-electra.conf} on the ELECTRA that is named,
 *       else on one of ELECTRA-small's size; fresh weights
 *   <li>{@code shipped}: the shipped model of the data's language with its weights
 * </ul>
 */
public final class BenchmarkModel implements AutoCloseable {
  private static final int VECTOR_SIZE = 100;
  private static final long SEED = 1;

  /**
   * An untrained lemmatizer never ends a lemma by itself. Bounded to a character more than its form
   * has, it takes about as many steps as a trained one.
   */
  private static final String BOUND = "decoders.lemma.maxExtra=1";

  private final RunConfig config;
  private final EncodersDecoders model;
  private final Path folder;

  private BenchmarkModel(RunConfig config, EncodersDecoders model, Path folder) {
    this.config = config;
    this.model = model;
    this.folder = folder;
  }

  /**
   * Assembles a model.
   *
   * @param name one of those above
   * @return the model, the caller's to close
   * @throws IllegalArgumentException when there is none of that name
   * @throws IOException when a file is missing or damaged
   */
  public static BenchmarkModel of(String name, BenchmarkData data, BenchmarkSettings settings)
      throws IOException {
    ComputeDevice device = settings.open();
    Path folder = Files.createTempDirectory("dms-bench");
    RunConfig config =
        switch (name) {
          case "modern" -> config("icelandic-modern", List.of(BOUND));
          case "forms" -> config("icelandic-modern", List.of(BOUND, "decoders.lemma.context=[]"));
          case "vectors" -> config("icelandic-modern", List.of(BOUND, vectors(folder, data)));
          case "transformer" ->
              config("icelandic-electra", List.of(BOUND, transformer(folder, data, settings)));
          // What models/*/model.conf trains with.
          case "shipped" -> config("icelandic-modern", List.of("training.batchTokens=1000"));
          default ->
              throw new IllegalArgumentException(
                  "model: expected modern, forms, vectors, transformer or shipped, found " + name);
        };
    EncodersDecoders model =
        name.equals("shipped") ? shipped(data, device) : assemble(config, data, folder, device);
    return new BenchmarkModel(config, model, folder);
  }

  private static RunConfig config(String name, List<String> overrides) {
    List<String> all = new ArrayList<>(List.of("data.train=[none]", "data.dev=[none]"));
    all.addAll(overrides);
    return RunConfig.load(ProjectFolder.resolve("examples/" + name + ".conf"), all, name);
  }

  private static EncodersDecoders assemble(
      RunConfig config, BenchmarkData data, Path folder, ComputeDevice device) throws IOException {
    Blueprint blueprint =
        Blueprint.of(config.encoders(), config.decoders(), ComponentRegistry.load());
    TrainingCorpus corpus = new TrainingCorpus(data.sentences(), folder);
    return ModelAssembler.assemble(blueprint, blueprint.learn(corpus), device, SEED);
  }

  private static EncodersDecoders shipped(BenchmarkData data, ComputeDevice device)
      throws IOException {
    return Hub.of(HubSettings.ofProcess()).finder().find(shippedName(data)).load(device);
  }

  /** Name of the shipped model of the data's language. */
  public static String shippedName(BenchmarkData data) {
    return data.language() + "-small";
  }

  /** Vectors of every form of the data, in a file such as fastText writes. */
  private static String vectors(Path folder, BenchmarkData data) throws IOException {
    Random random = new Random(SEED);
    StringBuilder text = new StringBuilder();
    for (String form : new TrainingCorpus(data.sentences()).counts(Column.FORM).keySet()) {
      if (form.codePoints().anyMatch(Character::isWhitespace)) {
        continue;
      }
      text.append(form);
      random.doubles(VECTOR_SIZE).forEach(x -> text.append(' ').append((float) x));
      text.append('\n');
    }
    Path file = folder.resolve("words.vec");
    Files.writeString(file, text);
    return "encoders.vectors={ type = pretrained-word, file = \"%s\", vocabulary = complete }"
        .formatted(file);
  }

  private static String transformer(Path folder, BenchmarkData data, BenchmarkSettings settings)
      throws IOException {
    Path named = settings.transformer().orElse(folder.resolve("electra"));
    if (settings.transformer().isEmpty()) {
      RandomElectra.write(named, data.sentences());
    }
    return "encoders.electra.model=\"%s\"".formatted(named);
  }

  /** The model. */
  public EncodersDecoders model() {
    return model;
  }

  /** How it is trained; of its components only where they are configured, not shipped. */
  public RunConfig config() {
    return config;
  }

  /**
   * A component by its name.
   *
   * @throws IllegalArgumentException when there is none, listing those that are there
   */
  public Component component(String name) {
    return model.components().stream()
        .filter(component -> component.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "component: expected one of %s, found %s"
                        .formatted(
                            model.components().stream().map(Component::name).toList(), name)));
  }

  /** Frees the parameters and deletes what was written for it. */
  @Override
  public void close() {
    model.close();
    try {
      DurableFile.deleteFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
