package dms.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dms.components.config.RecordBinder;
import dms.core.file.DurableFile;
import dms.core.tensor.NativeRuntime;
import dms.hub.DmsVersion;
import dms.train.eval.Evaluation;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The folder of a run: {@code config.conf} (resolved), {@code run.json} (the manifest: data hashes,
 * versions, machine), {@code metrics.jsonl}, TensorBoard events, {@code learnt/} where a component
 * keeps large files, {@code checkpoints/}, {@code bundle/} and, at the end, {@code scores.json} and
 * {@code summary.json}. While it is open, a lock on {@code run.lock} keeps other processes from the
 * same run.
 */
final class RunFolder implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path root;
  private final FolderLock lock;

  private RunFolder(Path root, FolderLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Opens the folder of a run and locks it until {@link #close()}.
   *
   * @param resume whether it may hold a run already
   * @throws FileAlreadyExistsException when it does and may not
   * @throws FileSystemException when the run is under way elsewhere
   */
  static RunFolder open(Path root, boolean resume) throws IOException {
    Files.createDirectories(root);
    RunFolder folder = new RunFolder(root, FolderLock.of(root, "run"));
    try {
      folder.prepare(resume);
      return folder;
    } catch (IOException | RuntimeException e) {
      try (folder) {
        throw e;
      }
    }
  }

  private void prepare(boolean resume) throws IOException {
    if (!resume && Files.exists(checkpoints())) {
      throw new FileAlreadyExistsException(
          root.toString(),
          null,
          "a run of this name is there; go on with --resume, or give another with name=…");
    }
    DurableFile.removeLeftovers(root);
  }

  Path root() {
    return root;
  }

  Path checkpoints() {
    return root.resolve("checkpoints");
  }

  /** Where components write what they learn from the data and is too large to be held. */
  Path learnt() {
    return root.resolve("learnt");
  }

  Path bundle() {
    return root.resolve("bundle");
  }

  /**
   * Writes the resolved configuration and the manifest.
   *
   * @param start the model that the run fine-tunes, if any
   * @param resumed whether the run goes on from a checkpoint: the manifest then keeps when it was
   *     started and tells when it was resumed
   */
  void describe(
      RunConfig config,
      StartingModel start,
      Map<String, String> fingerprint,
      NativeRuntime runtime,
      boolean resumed)
      throws IOException {
    String resolved = RecordBinder.toHocon(config);
    DurableFile.writeString(root.resolve("config.conf"), resolved);
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("name", config.name());
    addInstants(manifest, resumed);
    manifest.put("seed", config.training().seed());
    start.facts().ifPresent(facts -> manifest.put(StartingModel.FACT, facts));
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
    DurableFile.writeBytes(manifestFile(), JSON.writeValueAsBytes(manifest));
  }

  private Path manifestFile() {
    return root.resolve("run.json");
  }

  private void addInstants(Map<String, Object> manifest, boolean resumed) throws IOException {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    if (!resumed || Files.notExists(manifestFile())) {
      manifest.put("started", now);
      return;
    }
    JsonNode before = JSON.readTree(manifestFile().toFile());
    List<String> instants = new ArrayList<>();
    before.path("resumed").forEach(instant -> instants.add(instant.asText()));
    instants.add(now);
    manifest.put("started", before.path("started").asText(now));
    manifest.put("resumed", instants);
  }

  /** Writes what the training took. */
  void summarize(TrainingSummary summary) throws IOException {
    DurableFile.writeBytes(root.resolve("summary.json"), JSON.writeValueAsBytes(summary.fields()));
  }

  /** Writes the scores of the trained model. */
  void finish(Evaluation scores) throws IOException {
    DurableFile.writeString(root.resolve("scores.json"), scores.toJson() + "\n");
  }

  /** Lets other processes open it. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
