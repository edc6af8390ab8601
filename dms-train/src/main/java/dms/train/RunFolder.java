package dms.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.typesafe.config.ConfigRenderOptions;
import dms.components.config.RecordBinder;
import dms.core.file.DurableFile;
import dms.core.tensor.NativeRuntime;
import dms.hub.DmsVersion;
import dms.train.eval.Evaluation;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The folder of a run: {@code config.conf} (resolved), {@code run.json} (the manifest: data hashes,
 * versions, machine), {@code metrics.jsonl}, TensorBoard events, {@code checkpoints/}, {@code
 * bundle/} and, at the end, {@code scores.json}.
 *
 * @param root the folder
 */
record RunFolder(Path root) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final ConfigRenderOptions HOCON =
      ConfigRenderOptions.defaults().setOriginComments(false).setJson(false);

  /**
   * Opens the folder of a run.
   *
   * @param resume whether it may hold a run already
   * @throws FileAlreadyExistsException when it does and may not
   */
  static RunFolder open(Path root, boolean resume) throws IOException {
    RunFolder folder = new RunFolder(root);
    if (!resume && Files.exists(folder.checkpoints())) {
      throw new FileAlreadyExistsException(
          root.toString(),
          null,
          "a run of this name is there; go on with --resume, or give another with name=…");
    }
    Files.createDirectories(root);
    DurableFile.removeLeftovers(root);
    return folder;
  }

  Path checkpoints() {
    return root.resolve("checkpoints");
  }

  Path bundle() {
    return root.resolve("bundle");
  }

  /** Writes the resolved configuration and the manifest. */
  void describe(RunConfig config, Map<String, String> fingerprint, NativeRuntime runtime)
      throws IOException {
    String resolved = RecordBinder.toConfig(config).root().render(HOCON);
    DurableFile.writeString(root.resolve("config.conf"), resolved);
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("name", config.name());
    manifest.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    manifest.put("seed", config.training().seed());
    manifest.put("dms", DmsVersion.current());
    manifest.put("java", System.getProperty("java.runtime.version"));
    manifest.put("libtorch", runtime.torchVersion());
    manifest.put("blas", runtime.blas());
    manifest.put("threads", runtime.threads());
    manifest.put("processors", Runtime.getRuntime().availableProcessors());
    manifest.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    manifest.put("architecture", System.getProperty("os.arch"));
    manifest.put("fingerprint", Fingerprint.hash(fingerprint));
    manifest.put("dependsOn", fingerprint);
    DurableFile.writeBytes(root.resolve("run.json"), JSON.writeValueAsBytes(manifest));
  }

  /** Writes the scores of the trained model. */
  void finish(Evaluation scores) throws IOException {
    DurableFile.writeString(root.resolve("scores.json"), scores.toJson() + "\n");
  }
}
