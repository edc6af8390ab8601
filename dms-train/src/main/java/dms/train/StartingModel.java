package dms.train;

import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ConfigurationException;
import dms.components.config.TakenComponents;
import dms.core.component.Component;
import dms.core.component.EncodersDecoders;
import dms.core.component.PretrainedWeights;
import dms.core.file.FileContent;
import dms.core.weights.ParameterTree;
import dms.core.weights.WeightsMismatchException;
import dms.hub.bundle.Bundle;
import dms.hub.bundle.BundleDescription;
import dms.hub.catalogue.Hub;
import dms.hub.catalogue.HubSettings;
import dms.hub.catalogue.UnknownModelException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Where a run begins: at first weights, or at a trained model that it fine-tunes. Of that one,
 * components of the same name, type and settings take files and weights; the others are learnt
 * afresh.
 */
final class StartingModel {
  /** The name under which a manifest and a bundle tell of it. */
  static final String FACT = "fineTunedFrom";

  private final Optional<Trained> trained;

  /**
   * A model to fine-tune.
   *
   * @param sha256 of its {@code bundle.json}
   * @param components that are taken from it
   */
  private record Trained(Bundle bundle, String sha256, TakenComponents components) {}

  private StartingModel(Optional<Trained> trained) {
    this.trained = trained;
  }

  /**
   * Finds what a run begins with.
   *
   * @throws ConfigurationException listing each difference between components of the same name
   * @throws NoSuchFileException when there is no such model
   * @throws IOException when it is damaged or cannot be read
   */
  static StartingModel of(TrainingConfig training, Blueprint blueprint) throws IOException {
    if (training.from().isEmpty()) {
      return new StartingModel(Optional.empty());
    }
    Bundle bundle = find(training.from().get());
    Blueprint there = bundle.blueprint(ComponentRegistry.load());
    try {
      TakenComponents taken = TakenComponents.of(blueprint, there, training.fresh());
      return new StartingModel(Optional.of(new Trained(bundle, bundle.sha256(), taken)));
    } catch (ConfigurationException e) {
      throw new ConfigurationException(
          e.problems().stream()
              .map(problem -> "training.from = %s: %s".formatted(training.from().get(), problem))
              .toList());
    }
  }

  /**
   * Finds a trained model.
   *
   * @param nameOrFolder the folder of a bundle, or {@code NAME} or {@code NAME@VERSION}
   * @throws NoSuchFileException when there is none
   */
  static Bundle find(String nameOrFolder) throws IOException {
    try {
      return Hub.of(HubSettings.ofProcess()).finder().find(nameOrFolder);
    } catch (UnknownModelException e) {
      throw new NoSuchFileException("training.from = " + nameOrFolder, null, e.getReason());
    }
  }

  /** Names of the components that are taken from it, sorted. */
  SortedSet<String> components() {
    return trained.map(start -> start.components().names()).orElse(Collections.emptySortedSet());
  }

  /** What the components taken keep, by component name, then by file name. */
  Map<String, Map<String, FileContent>> files() {
    Map<String, Map<String, FileContent>> files = new LinkedHashMap<>();
    trained.ifPresent(
        start -> components().forEach(name -> files.put(name, start.bundle().filesOf(name))));
    return files;
  }

  /** The forms that it was trained on. */
  Set<String> forms() {
    return trained.map(start -> start.bundle().trainingForms()).orElse(Set.of());
  }

  /**
   * Gives the components taken their trained weights.
   *
   * @throws ConfigurationException when one builds on others that now have another size
   * @throws IOException when the weights cannot be read
   */
  void loadTrained(EncodersDecoders model) throws IOException {
    if (trained.isPresent()) {
      Path weights = trained.get().bundle().weights();
      for (String name : components()) {
        load(model.parameters().branch(name), name, weights);
      }
    }
  }

  /**
   * Gives pretrained components that are not taken their weights.
   *
   * @throws IOException when they cannot be read
   */
  void loadPretrained(EncodersDecoders model) throws IOException {
    for (Component component : model.components()) {
      if (component instanceof PretrainedWeights pretrained
          && !components().contains(component.name())) {
        pretrained.loadPretrained();
      }
    }
  }

  private static void load(ParameterTree branch, String name, Path weights) throws IOException {
    try {
      branch.loadBranch(weights);
    } catch (WeightsMismatchException e) {
      throw new ConfigurationException(
          "training.from: the parameters of %s have other sizes than there, since it builds on a component that is learnt afresh; name %s in training.fresh too: %s"
              .formatted(name, name, e.getMessage()),
          e);
    }
  }

  /** What a manifest and a bundle tell of it; empty where there is none. */
  Optional<Map<String, Object>> facts() {
    return trained.map(
        start -> {
          BundleDescription description = start.bundle().description();
          Map<String, Object> facts = new LinkedHashMap<>();
          facts.put("name", description.name());
          facts.put("version", description.version());
          facts.put("licence", description.licence());
          facts.put("sha256", start.sha256());
          facts.put("components", List.copyOf(components()));
          return facts;
        });
  }

  /** The same for people, as one line; empty where there is none. */
  Optional<String> line() {
    return trained
        .map(start -> start.bundle().description())
        .map(
            description ->
                "fine-tuned from: %s %s (licence %s), its components %s"
                    .formatted(
                        description.name(),
                        description.version(),
                        description.licence(),
                        components()));
  }

  /**
   * What the model cannot do on other data than its own, one line each.
   *
   * @param model with the components taken
   */
  List<String> warnings(EncodersDecoders model, TrainingData data) {
    List<String> warnings = new ArrayList<>();
    trained.ifPresent(
        start ->
            start
                .components()
                .otherFiles()
                .forEach(
                    setting ->
                        warnings.add(
                            "warning: %s: this file is not read, as the component keeps what the model was trained with; name it in training.fresh to learn it afresh"
                                .formatted(setting))));
    for (Component component : model.components()) {
      if (components().contains(component.name())) {
        UnknownValues.of(component, data.sentencesOf(component.name())).ifPresent(warnings::add);
      }
    }
    return warnings;
  }
}
