package dms.train;

import com.typesafe.config.ConfigObject;
import dms.components.config.Blueprint;
import dms.components.config.ConfigurationException;
import dms.components.config.ModelPart;
import dms.components.config.RecordBinder;
import dms.components.setting.Checks;
import dms.core.batch.Seeds;
import dms.train.optim.OptimizerConfig;
import dms.train.optim.ScheduleConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A stage of a run with everything it takes from the run; a run without stages is one stage.
 *
 * @param index from 0
 * @param name empty for a run without stages
 * @param last whether none follows: the one that the best epoch is chosen in
 * @param part what is trained, and what stands in for the rest
 * @param weights of the losses that do not have the weight of their decoder
 * @param frozen names of the components that keep their parameters
 */
record Stage(
    int index,
    String name,
    boolean last,
    DataConfig data,
    boolean isolated,
    ModelPart part,
    Map<String, Double> weights,
    Set<String> frozen,
    TrainingConfig training,
    OptimizerConfig optimizer,
    ScheduleConfig schedule) {
  private static final long STAGE = 2;

  /**
   * The stages of a run, at least one.
   *
   * @throws ConfigurationException naming each name that is not one of a component, data that are
   *     missing, and settings that do not fit
   */
  static List<Stage> of(RunConfig config, Blueprint blueprint) {
    if (config.stages().isEmpty()) {
      Stage only = onlyStage(config, blueprint);
      refuse(only.dataProblems("", config.decoders().keySet()));
      return List.of(only);
    }
    List<Stage> stages = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < config.stages().size(); i++) {
      StageConfig stage = config.stages().get(i);
      String path = "stages[%d] (%s)".formatted(i, stage.name());
      try {
        if (!names.add(stage.name())) {
          problems.add(path + ".name: an earlier stage has the same name; rename one");
        }
        Stage made = of(config, blueprint, i, path + ".");
        problems.addAll(made.dataProblems(path + ".", config.decoders().keySet()));
        stages.add(made);
      } catch (ConfigurationException e) {
        problems.addAll(e.problems());
      }
    }
    refuse(problems);
    return List.copyOf(stages);
  }

  /** Whether its data are words without a sentence, which make no form a known one. */
  boolean onWords() {
    return isolated || data.sentences() == DataConfig.SentenceEnd.LINE;
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static Stage onlyStage(RunConfig config, Blueprint blueprint) {
    requireComponents(config.optimizer(), config, "");
    ModelPart part = ModelPart.of(blueprint, config.decoders().keySet(), false);
    return new Stage(
        0,
        "",
        true,
        config.data(),
        false,
        part,
        Map.of(),
        Set.of(),
        config.training(),
        config.optimizer(),
        config.schedule());
  }

  private static Stage of(RunConfig config, Blueprint blueprint, int index, String path) {
    StageConfig stage = config.stages().get(index);
    Collection<String> decoders =
        stage.decoders().isEmpty() ? config.decoders().keySet() : stage.decoders().keySet();
    ModelPart part = located(path, () -> ModelPart.of(blueprint, decoders, stage.isolated()));
    Set<String> held = new LinkedHashSet<>(part.encoders());
    held.addAll(part.decoders());
    stage.frozen().forEach(name -> located(path, () -> require(name, held)));
    Set<String> frozen = Set.copyOf(stage.frozen());
    located(path, () -> requireLearners(blueprint, part, stage.isolated(), frozen));
    OptimizerConfig optimizer =
        bind(
            stage.optimizer(),
            RecordBinder.toConfig(config.optimizer()).root(),
            path + "optimizer",
            OptimizerConfig.class);
    requireComponents(optimizer, config, path);
    return new Stage(
        index,
        stage.name(),
        index + 1 == config.stages().size(),
        stage.data().orElse(config.data()),
        stage.isolated(),
        part,
        stage.decoders(),
        frozen,
        training(config.training(), stage),
        optimizer
            .ofComponents(name -> held.contains(name) && !frozen.contains(name))
            .withLearningRate(stage.learningRate().orElse(optimizer.learningRate())),
        bind(
            stage.schedule(),
            RecordBinder.toConfig(config.schedule()).root(),
            path + "schedule",
            ScheduleConfig.class));
  }

  private static boolean require(String name, Set<String> held) {
    Checks.oneOf("frozen", name, held);
    return true;
  }

  /** A loss that reaches no parameter cannot be minimized. */
  private static boolean requireLearners(
      Blueprint blueprint, ModelPart part, boolean isolated, Set<String> frozen) {
    for (String decoder : part.decoders()) {
      Set<String> encoders = ModelPart.encodersBehind(blueprint, decoder, isolated);
      if (frozen.contains(decoder) && frozen.containsAll(encoders)) {
        throw new IllegalArgumentException(
            "frozen: expected something of decoder %s to be left to train, found it frozen with all that it builds on; leave it out of decoders"
                .formatted(decoder));
      }
    }
    return true;
  }

  private static void requireComponents(OptimizerConfig optimizer, RunConfig config, String path) {
    Set<String> names = new TreeSet<>(config.encoders().keySet());
    names.addAll(config.decoders().keySet());
    for (String name : optimizer.rates().keySet()) {
      located(
          path + "optimizer.",
          () -> {
            Checks.oneOf("rates." + name, name, names);
            return true;
          });
    }
  }

  private static TrainingConfig training(TrainingConfig run, StageConfig stage) {
    int batchTokens = stage.batchTokens().orElse(run.batchTokens());
    int batchSentences = stage.isolated() ? batchTokens : run.batchSentences();
    return run.with(
        stage.epochs().orElse(run.epochs()),
        batchTokens,
        stage.batchSentences().orElse(batchSentences),
        stage.accumulation().orElse(run.accumulation()));
  }

  /** What an object does not say is as the run has it, unless it names another type. */
  private static <T extends Record> T bind(
      ConfigObject own, ConfigObject run, String path, Class<T> type) {
    boolean another =
        own.containsKey("type") && !own.get("type").unwrapped().equals(run.get("type").unwrapped());
    ConfigObject all = another ? own : own.withFallback(run);
    return RecordBinder.bind(all, path, type);
  }

  private interface Work<T> {
    T run();
  }

  private static <T> T located(String path, Work<T> work) {
    try {
      return work.run();
    } catch (ConfigurationException e) {
      throw new ConfigurationException(e.problems().stream().map(path::concat).toList());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(path + e.getMessage(), e);
    }
  }

  private List<String> dataProblems(String path, Collection<String> decoders) {
    List<String> problems = new ArrayList<>();
    if (data.allTrain().isEmpty()) {
      problems.add(path + "data.train: expected files to train on, found none");
    }
    if (last && data.allDev().isEmpty()) {
      problems.add(
          path
              + (data.corpora().isEmpty() ? "data.dev" : "data.corpora.*.dev")
              + ": expected files to choose the best epoch on, found none");
    }
    if (last && isolated) {
      problems.add(
          path
              + "isolated: expected false in the last stage, which makes the model for sentences;"
              + " add a stage after it");
    }
    data.corpora()
        .forEach(
            (corpus, config) ->
                config
                    .decoders()
                    .forEach(
                        name ->
                            check(
                                path + "data.corpora." + corpus + ".",
                                problems,
                                () -> Checks.oneOf("decoders", name, decoders))));
    return problems;
  }

  private static void check(String path, List<String> problems, Runnable work) {
    try {
      work.run();
    } catch (IllegalArgumentException e) {
      problems.add(path + e.getMessage());
    }
  }

  /** Seed of everything random in the stage. */
  long seed() {
    return name.isEmpty() ? training.seed() : Seeds.of(training.seed(), STAGE, index);
  }

  /** Whether a state of this stage is its end. */
  boolean endsAt(TrainingState state) {
    return state.finished() || state.epoch() == training.epochs();
  }

  /** Whether the parameters of the component of that name are trained in this stage. */
  boolean trains(String component) {
    return part.holds(component) && !frozen.contains(component);
  }

  /** Where its settings stand, for messages; empty for a run without stages. */
  String path() {
    return name.isEmpty() ? "" : "stages[%d] (%s).".formatted(index, name);
  }
}
