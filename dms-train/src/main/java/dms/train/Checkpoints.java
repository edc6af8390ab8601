package dms.train;

import dms.core.component.EncodersDecoders;
import dms.core.file.DurableFile;
import dms.train.optim.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run: the newest two and the best are kept. {@code best} is a file that names
 * one, replaced in one move, so there is a best checkpoint at every moment after the first.
 */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String BEST = "best";
  private static final String PREFIX = "step-";
  private static final int NEWEST = 2;

  private final Path folder;
  private final Map<String, String> fingerprint;

  /**
   * @param folder of the run's checkpoints
   * @param fingerprint what the bits depend on
   */
  Checkpoints(Path folder, Map<String, String> fingerprint) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.fingerprint = fingerprint;
    DurableFile.removeLeftovers(folder);
  }

  /** Writes a checkpoint and removes those that are no longer kept; a step has one at most. */
  Checkpoint write(TrainingState state, EncodersDecoders model, Optimizer optimizer)
      throws IOException {
    Path target = folder.resolve(nameOf(state));
    if (Files.exists(target)) {
      // A damaged one that resuming passed over; the run has come back to its step.
      DurableFile.deleteFolder(target);
    }
    Checkpoint written = Checkpoint.write(target, state, fingerprint, model, optimizer);
    removeOld();
    return written;
  }

  /** The end of an epoch comes after its last step, with the same step number. */
  private static String nameOf(TrainingState state) {
    return String.format(
        Locale.ROOT,
        "%s%08d-epoch-%04d%s",
        PREFIX,
        state.step(),
        state.epoch(),
        state.finished() ? "-end" : "");
  }

  /** Names a checkpoint as the best. */
  void markBest(Checkpoint checkpoint) throws IOException {
    DurableFile.writeString(folder.resolve(BEST), checkpoint.folder().getFileName() + "\n");
    removeOld();
  }

  /**
   * The best checkpoint.
   *
   * @throws DamagedCheckpointException when it is damaged: no other one can stand in for it
   */
  Optional<Checkpoint> best() throws IOException {
    Path pointer = folder.resolve(BEST);
    if (Files.notExists(pointer)) {
      return Optional.empty();
    }
    Path named = folder.resolve(Files.readString(pointer).strip());
    try {
      return Optional.of(new Checkpoint(named, Checkpoint.verify(named).state()));
    } catch (DamagedCheckpointException e) {
      throw new DamagedCheckpointException(
          "%s; it is the run's best checkpoint, which the bundle is made of; a bundle written before is whole by itself; %s"
              .formatted(e.getMessage(), remedy()),
          e);
    }
  }

  private String remedy() {
    return "train again under another name (name=…), or delete "
        + folder.toAbsolutePath().normalize().getParent();
  }

  /**
   * The newest checkpoint that is whole. A damaged one is passed over with a warning.
   *
   * @return empty when none was written yet
   * @throws DamagedCheckpointException when all are damaged: training from the beginning would
   *     discard without a word what was trained
   * @throws ChangedRunException when the run that wrote it depended on something else, naming each
   *     difference
   */
  Optional<Checkpoint> newest() throws IOException {
    List<Path> candidates = new ArrayList<>(all());
    candidates.sort(Comparator.reverseOrder());
    List<String> damages = new ArrayList<>();
    for (Path candidate : candidates) {
      Checkpoint.Stored stored;
      try {
        stored = Checkpoint.verify(candidate);
      } catch (DamagedCheckpointException e) {
        LOG.warn("{}; going back to the checkpoint before it", e.getMessage());
        damages.add(e.getMessage());
        continue;
      }
      requireSame(stored.fingerprint(), candidate);
      return Optional.of(new Checkpoint(candidate, stored.state()));
    }
    if (!damages.isEmpty()) {
      throw new DamagedCheckpointException(
          "%s: none of the checkpoints can be resumed from: %s; %s"
              .formatted(folder, String.join("; ", damages), remedy()));
    }
    return Optional.empty();
  }

  private void requireSame(Map<String, String> stored, Path candidate) throws ChangedRunException {
    List<String> differences = new ArrayList<>();
    Set<String> keys = new HashSet<>(stored.keySet());
    keys.addAll(fingerprint.keySet());
    allowOtherProcesses(stored, keys);
    for (String key : keys) {
      String then = stored.getOrDefault(key, "nothing");
      String now = fingerprint.getOrDefault(key, "nothing");
      if (!then.equals(now)) {
        differences.add("%s: then %s, now %s".formatted(key, then, now));
      }
    }
    if (!differences.isEmpty()) {
      differences.sort(Comparator.naturalOrder());
      throw new ChangedRunException(
          "%s: a resumed run would not give the same bits: %s; restore these, or start a run of another name"
              .formatted(candidate, String.join("; ", differences)));
    }
  }

  /** With other processes, each of which may have other threads, a run goes on all the same. */
  private void allowOtherProcesses(Map<String, String> stored, Set<String> keys) {
    String then = stored.getOrDefault(Fingerprint.PROCESSES, "1");
    String now = fingerprint.getOrDefault(Fingerprint.PROCESSES, "1");
    if (!then.equals(now)) {
      keys.removeAll(Set.of(Fingerprint.PROCESSES, Fingerprint.THREADS));
      LOG.warn(
          "The run was trained by {} process(es) and goes on with {}: sums are rounded otherwise and dropout falls otherwise, so that its bits are not those of an uninterrupted run",
          then,
          now);
    }
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(path -> path.getFileName().toString().startsWith(PREFIX))
          .sorted()
          .toList();
    }
  }

  private void removeOld() throws IOException {
    List<Path> all = all();
    Path pointer = folder.resolve(BEST);
    String best = Files.exists(pointer) ? Files.readString(pointer).strip() : "";
    for (Path old : all.subList(0, Math.max(0, all.size() - NEWEST))) {
      if (!old.getFileName().toString().equals(best)) {
        DurableFile.deleteFolder(old);
      }
    }
  }
}
