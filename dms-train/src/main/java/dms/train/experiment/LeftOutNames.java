package dms.train.experiment;

import com.typesafe.config.ConfigObject;
import dms.components.config.ConfigurationException;
import dms.components.config.LeaveOut;
import dms.components.config.RecordBinder;
import dms.train.CorpusConfig;
import dms.train.DataConfig;
import dms.train.RunConfig;
import dms.train.StageConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the components that an ablation leaves out of the settings that name them outside of the
 * components. A list or map that would be empty then, where empty stands for all, goes with what it
 * belongs to: the stage, the corpus.
 *
 * @param rest the components that stay
 * @param config of the whole model
 */
record LeftOutNames(LeaveOut rest, RunConfig config) {

  /**
   * What changes in the configuration, by path.
   *
   * @param changes gets a phrase for each change that matters to the result
   * @throws ConfigurationException when no stage or no corpus is left
   */
  Map<String, Object> settings(List<String> changes) {
    Map<String, Object> values = new LinkedHashMap<>();
    String row = config.selection().metric().replaceFirst("\\.[^.]*$", "");
    if (config.decoders().containsKey(row) && !rest.decoders().containsKey(row)) {
      values.put("selection.metric", "mean.accuracy");
      changes.add("selection.metric = mean.accuracy");
    }
    values.put("optimizer.rates", staying(config.optimizer().rates()));
    values.put("evaluation.exclude", exclude());
    values.put(
        "data", data(config.data(), "data", changes).orElseThrow(() -> none("data.corpora")));
    values.put("stages", stages(changes));
    return values;
  }

  private boolean stays(Object name) {
    return rest.encoders().containsKey(name) || rest.decoders().containsKey(name);
  }

  private Map<String, Object> staying(Map<?, ?> byName) {
    Map<String, Object> staying = new LinkedHashMap<>();
    byName.forEach(
        (name, value) -> {
          if (stays(name)) {
            staying.put(name.toString(), value);
          }
        });
    return staying;
  }

  private Map<String, Object> exclude() {
    List<Object> before = columns(config.decoders());
    List<Object> after = columns(rest.decoders());
    Map<String, Object> exclude = new LinkedHashMap<>(config.evaluation().exclude());
    exclude.keySet().removeIf(column -> before.contains(column) && !after.contains(column));
    return exclude;
  }

  private static List<Object> columns(Map<String, ConfigObject> decoders) {
    return decoders.values().stream()
        .filter(settings -> settings.containsKey("column"))
        .map(settings -> settings.get("column").unwrapped())
        .toList();
  }

  /** Empty when no corpus is left of several. */
  private Optional<Map<String, Object>> data(DataConfig data, String path, List<String> changes) {
    Map<String, Object> corpora = new LinkedHashMap<>();
    for (Map.Entry<String, CorpusConfig> corpus : data.corpora().entrySet()) {
      List<String> own = corpus.getValue().decoders();
      List<String> left = own.stream().filter(this::stays).toList();
      if (left.isEmpty() && !own.isEmpty()) {
        changes.add(
            "%s.corpora.%s dropped, as none of its decoders is left"
                .formatted(path, corpus.getKey()));
      } else {
        Map<String, Object> values = values(corpus.getValue());
        values.put("decoders", left);
        corpora.put(corpus.getKey(), values);
      }
    }
    if (corpora.isEmpty() && !data.corpora().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> values = values(data);
    values.put("corpora", corpora);
    if (corpora.size() < 2) {
      values.put("temperature", 1.0);
    }
    return Optional.of(values);
  }

  private List<Map<String, Object>> stages(List<String> changes) {
    List<Map<String, Object>> stages = new ArrayList<>();
    for (StageConfig stage : config.stages()) {
      Optional<Map<String, Object>> left = stage(stage, changes);
      left.ifPresentOrElse(
          stages::add,
          () ->
              changes.add(
                  "stage %s dropped, as none of its decoders is left".formatted(stage.name())));
    }
    if (stages.isEmpty() && !config.stages().isEmpty()) {
      throw none("stages");
    }
    return stages;
  }

  /** Empty when its decoders, or those of all its corpora, are gone. */
  private Optional<Map<String, Object>> stage(StageConfig stage, List<String> changes) {
    Map<String, Object> values = values(stage);
    Map<String, Object> decoders = staying(stage.decoders());
    if (decoders.isEmpty() && !stage.decoders().isEmpty()) {
      return Optional.empty();
    }
    values.put("decoders", decoders);
    values.put("frozen", stage.frozen().stream().filter(this::stays).toList());
    Map<String, Object> optimizer = new LinkedHashMap<>(stage.optimizer().unwrapped());
    optimizer.computeIfPresent("rates", (key, rates) -> staying((Map<?, ?>) rates));
    values.put("optimizer", optimizer);
    if (stage.data().isPresent()) {
      Optional<Map<String, Object>> data =
          data(stage.data().get(), "stages.%s.data".formatted(stage.name()), changes);
      if (data.isEmpty()) {
        return Optional.empty();
      }
      values.put("data", data.get());
    }
    return Optional.of(values);
  }

  private static Map<String, Object> values(Record settings) {
    return new LinkedHashMap<>(RecordBinder.toConfig(settings).root().unwrapped());
  }

  private static ConfigurationException none(String what) {
    return new ConfigurationException(
        what + ": none is left, as each has decoders of its own and none of these is left");
  }
}
