package dms.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dms.components.config.Blueprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A run that came to its end, in this process or an earlier one, by what it left in its folder.
 *
 * @param folder of the run
 */
public record FinishedRun(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The run of a configuration, if it has come to its end.
   *
   * @throws ChangedRunException when it did so with other settings or data; the message names each
   *     difference. Another machine or version is none: the result is there. Files that components
   *     name count by their content
   * @throws dms.components.config.ConfigurationException when the components do not fit together
   * @throws IOException when the data or the run's files cannot be read
   */
  public static Optional<FinishedRun> find(RunConfig config) throws IOException {
    FinishedRun run = new FinishedRun(config.folder());
    if (!Files.exists(run.scoresFile())) {
      return Optional.empty();
    }
    Blueprint blueprint = config.blueprint();
    Map<String, String> now =
        Fingerprint.ofContent(config.withComponents(blueprint.encoders(), blueprint.decoders()));
    Map<String, String> then = new TreeMap<>();
    JsonNode manifest = JSON.readTree(Files.readString(config.folder().resolve("run.json")));
    manifest
        .path("dependsOn")
        .properties()
        .forEach(e -> then.put(e.getKey(), e.getValue().asText()));
    then.keySet().removeIf(part -> !Fingerprint.isContent(part));
    requireSame(then, now, config.folder());
    return Optional.of(run);
  }

  private static void requireSame(Map<String, String> then, Map<String, String> now, Path folder)
      throws ChangedRunException {
    TreeSet<String> keys = new TreeSet<>(then.keySet());
    keys.addAll(now.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      String before = then.getOrDefault(key, "nothing");
      String after = now.getOrDefault(key, "nothing");
      if (!before.equals(after)) {
        differences.add("%s: then %s, now %s".formatted(key, before, after));
      }
    }
    if (!differences.isEmpty()) {
      throw new ChangedRunException(
          "%s: a run of this name was finished with other settings or data: %s; restore these, delete the folder, or give another name (name=…)"
              .formatted(folder, String.join("; ", differences)));
    }
  }

  /** Folder of the trained model. */
  public Path bundle() {
    return folder.resolve("bundle");
  }

  /** File of the scores of the best epoch on the dev files, as {@code Evaluation.toJson} writes. */
  public Path scoresFile() {
    return folder.resolve("scores.json");
  }

  /**
   * A figure of what the training took, such as {@code tokensPerSecond}.
   *
   * @return empty when the run was resumed after its last step, and so has no summary
   */
  public Optional<Double> summary(String field) throws IOException {
    Path file = folder.resolve("summary.json");
    return Files.exists(file)
        ? Optional.of(JSON.readTree(Files.readString(file)).path(field))
            .filter(JsonNode::isNumber)
            .map(JsonNode::asDouble)
        : Optional.empty();
  }
}
