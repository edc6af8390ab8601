package dms.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dms.core.component.EncodersDecoders;
import dms.core.file.DurableFile;
import dms.core.file.Sha256;
import dms.train.optim.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One checkpoint: a folder with weights, optimizer and state that appears whole or not at all.
 *
 * @param folder where it is
 * @param state where the run stood
 */
public record Checkpoint(Path folder, TrainingState state) {
  private static final String WEIGHTS = "weights.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String STATE = "state.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Content of state.json: the state, the fingerprint of what the run depends on, and a hash of
   * each other file.
   */
  record Stored(TrainingState state, Map<String, String> fingerprint, Map<String, String> sha256) {}

  /**
   * Writes a checkpoint.
   *
   * @param folder that shall hold it; must not exist
   * @param fingerprint what the bits depend on: data, configuration, versions, threads
   * @throws IOException when it cannot be written; then there is no such folder
   */
  static Checkpoint write(
      Path folder,
      TrainingState state,
      Map<String, String> fingerprint,
      EncodersDecoders model,
      Optimizer optimizer)
      throws IOException {
    Path temporary = DurableFile.createTemporaryFolder(folder);
    Map<String, String> hashes = new TreeMap<>();
    model.parameters().save(temporary.resolve(WEIGHTS));
    optimizer.save(temporary.resolve(OPTIMIZER));
    for (String name : List.of(WEIGHTS, OPTIMIZER)) {
      hashes.put(name, Sha256.of(temporary.resolve(name)));
    }
    byte[] stored = JSON.writeValueAsBytes(new Stored(state, fingerprint, hashes));
    DurableFile.writeBytes(temporary.resolve(STATE), stored);
    DurableFile.publishFolder(temporary, folder);
    return new Checkpoint(folder, state);
  }

  /**
   * Reads a checkpoint's state and checks the hash of each of its files.
   *
   * @throws IOException when a file is missing or damaged, naming it
   */
  static Stored verify(Path folder) throws IOException {
    Path file = folder.resolve(STATE);
    Stored stored;
    try {
      stored = JSON.readValue(Files.readAllBytes(file), Stored.class);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": not a checkpoint's state: " + e.getOriginalMessage(), e);
    }
    for (var entry : stored.sha256().entrySet()) {
      Path part = folder.resolve(entry.getKey());
      String found = Sha256.of(part);
      if (!found.equals(entry.getValue())) {
        throw new IOException(
            "%s: damaged: expected SHA-256 %s, found %s".formatted(part, entry.getValue(), found));
      }
    }
    return stored;
  }

  /** Loads the weights alone. */
  void loadWeights(EncodersDecoders model) throws IOException {
    model.parameters().load(folder.resolve(WEIGHTS));
  }

  /** Loads weights and optimizer. */
  void load(EncodersDecoders model, Optimizer optimizer) throws IOException {
    loadWeights(model);
    optimizer.load(folder.resolve(OPTIMIZER));
  }
}
