package dms.train;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import dms.components.config.Blueprint;
import dms.components.config.ComponentRegistry;
import dms.components.config.ConfigurationException;
import dms.components.config.ConfigurationLoader;
import dms.components.config.RecordBinder;
import dms.components.setting.Checks;
import dms.components.setting.Setting;
import dms.train.eval.Evaluator;
import dms.train.eval.Metric;
import dms.train.optim.OptimizerConfig;
import dms.train.optim.ScheduleConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Everything that a training run is told: the root of a configuration file. */
public record RunConfig(
    @Setting(doc = "name of the run, the file's unless given here: its folder is output/name")
        String name,
    @Setting(doc = "folder that runs are kept in", orElse = "runs") Path output,
    @Setting(doc = "what is trained and selected on", orElse = "{}") DataConfig data,
    @Setting(doc = "encoders by name, each with its type and settings")
        Map<String, ConfigObject> encoders,
    @Setting(doc = "decoders by name, each with its type and settings")
        Map<String, ConfigObject> decoders,
    @Setting(doc = "how long and in what steps", orElse = "{}") TrainingConfig training,
    @Setting(doc = "how a gradient becomes a step", orElse = "{}") OptimizerConfig optimizer,
    @Setting(doc = "how the learning rate changes over the run", orElse = "{}")
        ScheduleConfig schedule,
    @Setting(doc = "which epoch is kept", orElse = "{}") SelectionConfig selection,
    @Setting(doc = "what counts when the model is scored", orElse = "{}")
        EvaluationConfig evaluation,
    @Setting(doc = "what the bundle says about the model", orElse = "{}") ModelConfig model,
    @Setting(doc = "stages of training, one after the other; none for a single one", orElse = "[]")
        List<StageConfig> stages) {
  private static final Pattern NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]+");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it is not one part of a path
   */
  public RunConfig {
    Checks.notBlank("name", name);
    if (name.equals(".") || name.equals("..") || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: expected the name of one folder, without slashes and control characters, found \""
              + name
              + '"');
    }
  }

  /**
   * Reads a configuration file.
   *
   * @param overrides {@code key=value}, later ones win
   * @param defaultName name of the run where neither file nor overrides give one
   * @throws ConfigurationException naming everything that is wrong with it
   */
  public static RunConfig load(Path file, List<String> overrides, String defaultName) {
    Config named = ConfigFactory.parseMap(Map.of("name", defaultName), "name of the file");
    return bind(ConfigurationLoader.load(file, overrides).withFallback(named));
  }

  /** Binds a resolved configuration. */
  public static RunConfig bind(Config values) {
    return RecordBinder.bind(values, "", RunConfig.class);
  }

  /**
   * The components, checked together with everything that names them: {@code selection.metric},
   * {@code optimizer.rates}, {@code training.fresh}, stages and corpora. Nothing is read.
   *
   * @throws ConfigurationException naming each key, name or type that is wrong and what was
   *     expected
   */
  public Blueprint blueprint() {
    Blueprint blueprint = Blueprint.of(encoders, decoders, ComponentRegistry.load());
    Set<String> names = new TreeSet<>(encoders.keySet());
    names.addAll(decoders.keySet());
    List<String> problems = new ArrayList<>();
    for (String name : decoders.keySet()) {
      collect("decoders.", problems, () -> Evaluator.requireNotReserved(name));
    }
    collect("selection.", problems, () -> Metric.parse(selection.metric(), decoders.keySet()));
    for (String name : optimizer.rates().keySet()) {
      collect("optimizer.", problems, () -> Checks.oneOf("rates." + name, name, names));
    }
    for (String name : training.fresh()) {
      collect("training.", problems, () -> Checks.oneOf("fresh", name, names));
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    Stage.of(this, blueprint);
    return blueprint;
  }

  private static void collect(String path, List<String> problems, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      problems.add(path + e.getMessage());
    }
  }

  /** The same with other components. */
  public RunConfig withComponents(
      Map<String, ConfigObject> newEncoders, Map<String, ConfigObject> newDecoders) {
    return new RunConfig(
        name,
        output,
        data,
        newEncoders,
        newDecoders,
        training,
        optimizer,
        schedule,
        selection,
        evaluation,
        model,
        stages);
  }

  /** Folder of the run. */
  public Path folder() {
    return output.resolve(name);
  }
}
