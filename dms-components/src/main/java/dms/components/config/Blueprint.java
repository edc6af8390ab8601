package dms.components.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import dms.components.setting.CarriesCode;
import dms.components.setting.NearestName;
import dms.core.file.FileContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The components of a model as configured, checked before any data is read: every type is known,
 * every setting is valid, every component that another one builds on is there and offers what is
 * asked of it, and none builds on itself.
 */
public final class Blueprint {
  static final String TYPE = "type";
  private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{Nd}_-]*");

  /**
   * One component.
   *
   * @param name its name in the configuration
   * @param type what kind it is
   * @param config its settings, of the type's class
   */
  record Plan(String name, ComponentType<?> type, Record config) {
    /** Where it stands in the configuration. */
    String path() {
      return (type.isEncoder() ? "encoders." : "decoders.") + name;
    }

    List<ComponentType.Input> inputs() {
      return inputsOf(type, config);
    }

    private static <C extends Record> List<ComponentType.Input> inputsOf(
        ComponentType<C> type, Record config) {
      return type.inputs().apply(type.configClass().cast(config));
    }
  }

  private final List<Plan> plans;

  private Blueprint(List<Plan> plans) {
    this.plans = List.copyOf(plans);
  }

  /**
   * Reads and checks the components of a configuration.
   *
   * @param encoders settings by name, each with its {@code type}
   * @param decoders settings by name, each with its {@code type}
   * @throws ConfigurationException naming each key, name or type that is wrong and what was
   *     expected
   */
  public static Blueprint of(
      Map<String, ConfigObject> encoders,
      Map<String, ConfigObject> decoders,
      ComponentRegistry registry) {
    Map<String, Plan> plans = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    encoders.forEach((n, o) -> plan("encoders." + n, n, o, true, registry, plans, problems));
    decoders.forEach((n, o) -> plan("decoders." + n, n, o, false, registry, plans, problems));
    if (decoders.isEmpty()) {
      problems.add("decoders: expected at least one, found none");
    }
    Set<String> faulty = new TreeSet<>(encoders.keySet());
    faulty.addAll(decoders.keySet());
    faulty.removeAll(plans.keySet());
    plans.values().forEach(plan -> checkInputs(plan, plans, faulty, problems));
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new Blueprint(sorted(plans));
  }

  private static void plan(
      String path,
      String name,
      ConfigObject settings,
      boolean encoder,
      ComponentRegistry registry,
      Map<String, Plan> plans,
      List<String> problems) {
    try {
      requireName(name, path);
      ComponentType<?> type = registry.type(typeName(settings, path), path + "." + TYPE);
      if (type.isEncoder() != encoder) {
        throw new ConfigurationException(
            "%s: %s is %s; move it to %s"
                .formatted(
                    path,
                    type.name(),
                    encoder ? "a decoder" : "an encoder",
                    encoder ? "decoders" : "encoders"));
      }
      Record config = RecordBinder.bind(settings.withoutKey(TYPE), path, type.configClass());
      if (plans.putIfAbsent(name, new Plan(name, type, config)) != null) {
        throw new ConfigurationException(path + ": an encoder has the same name; rename one");
      }
    } catch (ConfigurationException e) {
      problems.addAll(e.problems());
    }
  }

  /** A name is a branch of the parameters, where a dot would begin another, and a folder's name. */
  private static void requireName(String name, String path) {
    if (!NAME.matcher(name).matches()) {
      throw new ConfigurationException(
          "%s: expected a component name of letters, digits, '-' and '_' that begins with a letter, found \"%s\""
              .formatted(path, name));
    }
  }

  private static String typeName(ConfigObject settings, String path) {
    ConfigValue type = settings.get(TYPE);
    if (type == null || type.valueType() != ConfigValueType.STRING) {
      throw new ConfigurationException(
          "%s: expected a key 'type' that names a component type, found %s"
              .formatted(path, type == null ? "none" : type.render()));
    }
    return (String) type.unwrapped();
  }

  /** What builds on a faulty component is not at fault itself. */
  private static void checkInputs(
      Plan plan, Map<String, Plan> plans, Set<String> faulty, List<String> problems) {
    for (ComponentType.Input input : plan.inputs()) {
      Plan source = plans.get(input.name());
      if (source != null && !offers(source, input)) {
        problems.add(
            "%s: builds on %s, which is a %s and offers no %s; components that do: %s"
                .formatted(
                    plan.path(),
                    input.name(),
                    source.type().name(),
                    input.capability().getSimpleName(),
                    plans.values().stream()
                        .filter(p -> offers(p, input))
                        .map(Plan::name)
                        .toList()));
      } else if (source == null && !faulty.contains(input.name())) {
        problems.add(
            "%s: builds on '%s', which is not configured%s; there are %s"
                .formatted(
                    plan.path(),
                    input.name(),
                    NearestName.suggestion(input.name(), plans.keySet()),
                    plans.keySet()));
      }
    }
  }

  private static boolean offers(Plan source, ComponentType.Input input) {
    return input.capability().isAssignableFrom(source.type().componentClass());
  }

  /** In alphabetical order, but each after those it builds on. */
  private static List<Plan> sorted(Map<String, Plan> plans) {
    List<Plan> sorted = new ArrayList<>();
    Set<String> done = new HashSet<>();
    while (done.size() < plans.size()) {
      List<Plan> ready =
          plans.values().stream()
              .filter(p -> !done.contains(p.name()))
              .filter(p -> p.inputs().stream().allMatch(i -> done.contains(i.name())))
              .toList();
      if (ready.isEmpty()) {
        Map<String, Plan> waiting = new TreeMap<>(plans);
        waiting.keySet().removeAll(done);
        throw circle(waiting);
      }
      ready.forEach(plan -> done.add(plan.name()));
      sorted.addAll(ready);
    }
    return sorted;
  }

  /** Each of those that wait builds on another one that waits: the way from one to the next. */
  private static ConfigurationException circle(Map<String, Plan> waiting) {
    List<String> way = new ArrayList<>();
    Plan at = waiting.values().iterator().next();
    while (!way.contains(at.path())) {
      way.add(at.path());
      at =
          at.inputs().stream()
              .map(input -> waiting.get(input.name()))
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow();
    }
    way.add(at.path());
    return new ConfigurationException(
        "components build on each other in a circle: %s; let one of them build on another one"
            .formatted(String.join(" on ", way.subList(way.indexOf(at.path()), way.size()))));
  }

  /** The components, each after those it builds on. */
  List<Plan> plans() {
    return plans;
  }

  /**
   * Files that the components keep, learnt from a corpus.
   *
   * @return by component name, then by file name
   * @throws ConfigurationException when the corpus has nothing that a component could learn from
   * @throws IOException when a file that a component learns from cannot be read or is damaged
   */
  public Map<String, Map<String, FileContent>> learn(TrainingCorpus corpus) throws IOException {
    return learn(name -> corpus, Map.of());
  }

  /**
   * The same where components are trained on different sentences.
   *
   * @param corpusOf what the component of a name is trained on
   * @param kept files of the components that have learnt theirs already, by component name
   * @throws IOException as {@link #learn(TrainingCorpus)}
   */
  public Map<String, Map<String, FileContent>> learn(
      Function<String, TrainingCorpus> corpusOf, Map<String, Map<String, FileContent>> kept)
      throws IOException {
    Map<String, Map<String, FileContent>> files = new LinkedHashMap<>(kept);
    for (Plan plan : plans) {
      if (kept.containsKey(plan.name())) {
        continue;
      }
      try {
        TrainingCorpus corpus = corpusOf.apply(plan.name()).of(plan.name());
        files.put(plan.name(), learn(plan.type(), plan.config(), corpus));
      } catch (IllegalArgumentException e) {
        throw new ConfigurationException(plan.path() + ": " + e.getMessage(), e);
      }
    }
    return files;
  }

  private static <C extends Record> Map<String, FileContent> learn(
      ComponentType<C> type, Record config, TrainingCorpus corpus) throws IOException {
    return type.learn().learn(type.configClass().cast(config), corpus);
  }

  /**
   * The files and folders that settings of the components name, by the path of the setting, such as
   * {@code encoders.dim.file}; of a list with a number after it.
   */
  public Map<String, Path> namedFiles() {
    Map<String, Path> files = new TreeMap<>();
    plans.forEach(plan -> NamedFiles.add(plan.path(), plan.config(), files));
    return files;
  }

  /** Names of the kept files that are code and run once the model is made, by component name. */
  public Map<String, List<String>> codeFiles() {
    Map<String, List<String>> files = new TreeMap<>();
    for (Plan plan : plans) {
      if (plan.config() instanceof CarriesCode code && !code.codeFiles().isEmpty()) {
        files.put(plan.name(), code.codeFiles());
      }
    }
    return files;
  }

  /** The encoders with all their settings, as they can be read again. */
  public Map<String, ConfigObject> encoders() {
    return resolved(true);
  }

  /** The decoders with all their settings, as they can be read again. */
  public Map<String, ConfigObject> decoders() {
    return resolved(false);
  }

  private Map<String, ConfigObject> resolved(boolean encoders) {
    Map<String, ConfigObject> resolved = new TreeMap<>();
    for (Plan plan : plans) {
      if (plan.type().isEncoder() == encoders) {
        resolved.put(
            plan.name(),
            RecordBinder.toConfig(plan.config())
                .root()
                .withValue(TYPE, ConfigValueFactory.fromAnyRef(plan.type().name())));
      }
    }
    return resolved;
  }
}
