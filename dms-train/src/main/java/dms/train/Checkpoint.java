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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private static final List<String> PARTS = List.of(WEIGHTS, OPTIMIZER);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Content of state.json: the state, the fingerprint of what the run depends on, and a hash of
   * each other file and of state and fingerprint themselves.
   */
  record Stored(TrainingState state, Map<String, String> fingerprint, Map<String, String> sha256) {
    /** A file that lacks one of them was not written by {@link #write}. */
    Stored {
      Objects.requireNonNull(state, "state is missing");
      Objects.requireNonNull(state.window(), "state.window is missing");
      Objects.requireNonNull(fingerprint, "fingerprint is missing");
      Objects.requireNonNull(sha256, "sha256 is missing");
    }

    String ownHash() throws IOException {
      return Sha256.of(JSON.writeValueAsBytes(new Stored(state, fingerprint, Map.of())));
    }
  }

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
    DurableFile.writeFolder(
        folder,
        temporary -> {
          model.parameters().save(temporary.resolve(WEIGHTS));
          optimizer.save(temporary.resolve(OPTIMIZER));
          Map<String, String> hashes = new TreeMap<>();
          for (String name : PARTS) {
            hashes.put(name, Sha256.of(temporary.resolve(name)));
          }
          Stored stored = new Stored(state, fingerprint, hashes);
          hashes.put(STATE, stored.ownHash());
          DurableFile.writeBytes(temporary.resolve(STATE), JSON.writeValueAsBytes(stored));
        });
    return new Checkpoint(folder, state);
  }

  /**
   * Reads a checkpoint's state and checks the hash of each of its files.
   *
   * @throws DamagedCheckpointException when a file is missing or damaged, naming it
   * @throws IOException when a file cannot be read
   */
  static Stored verify(Path folder) throws IOException {
    Path file = folder.resolve(STATE);
    try {
      Stored stored = JSON.readValue(Files.readAllBytes(file), Stored.class);
      if (stored == null) {
        throw new DamagedCheckpointException(file + ": damaged: it holds nothing");
      }
      requireSame(file, stored.sha256().get(STATE), stored.ownHash());
      for (String name : PARTS) {
        Path part = folder.resolve(name);
        requireSame(part, stored.sha256().get(name), Sha256.of(part));
      }
      return stored;
    } catch (JsonProcessingException e) {
      throw new DamagedCheckpointException(
          file + ": damaged: not a checkpoint's state: " + e.getOriginalMessage(), e);
    } catch (NoSuchFileException e) {
      throw new DamagedCheckpointException(e.getFile() + ": damaged: there is no such file", e);
    }
  }

  private static void requireSame(Path file, String expected, String found)
      throws DamagedCheckpointException {
    if (!found.equals(expected)) {
      throw new DamagedCheckpointException(
          "%s: damaged: expected SHA-256 %s, found %s".formatted(file, expected, found));
    }
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
